import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { BUILT_IN_RUNNERS } from "@review/corpus";
import { failRun } from "@review/lifecycle";
import { findRunner } from "@review/runner";
import { ledgerPath } from "@review/test-kit/ledger-rows.ts";
import { expectRefusal } from "@review/test-kit/refusal.ts";
import { describe, expect, it } from "vitest";
import { review } from "./lock-files.ts";
import { nestedHere } from "./nested-here.ts";
import { importAcceptance, MODEL, makePairBase } from "./pair-base.ts";
import {
  GATES,
  gpt,
  makeBase,
  makeReviewedBase,
  nested,
  nestedJson,
  opus,
  tooWide,
} from "./reviewed-base.ts";

const [A, C] = ["kb/notes/a.md", "kb/notes/c.md"];
/** What is said, in a narrow terminal, of a command in which somebody has to name a reviewer. */
const LEGEND = [
  "          capitals stand for a reviewer of yours, e.g.",
  "          --runner claude-code --model opus: `review-nested",
  "          doctor` says which are there; for `api` the",
  "          service stands before the model's name",
  "          (openai-compatible/… for a server such as Ollama)",
];
const why = (root: string, gate: string, ...more: string[]) =>
  nested(root, ["why", A, gate, ...MODEL, ...more], { columns: 60 });
/** The screen without what is different each time. */
const stable = (text: string) =>
  text
    .replaceAll(/ \\\n +/g, " ")
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, "<time>")
    .replaceAll(/--expect-note-sha [0-9a-f]{12}/g, "--expect-note-sha <sha>")
    .trimEnd()
    .split("\n");

describe("why, on one screen", () => {
  it("fresh, with findings: the verdict, how to mend it, and last how to override it", async () => {
    const { root } = await makeReviewedBase();
    const { out, err, exitCode } = await why(root, "prose/clarity");
    expect({ err, exitCode }).toEqual({ err: "", exitCode: 0 });
    expect(stable(out)).toEqual([
      A,
      "prose/clarity under claude-opus-4-8: fresh",
      "",
      "verdict   WARN, run 1 of claude-code, <time>",
      "model     claude-opus-4-8, observed by the client",
      "      - WARN: the second sentence leans on a term that",
      "        nobody has explained so far, and the reader cannot",
      "        go on  [98511fd8]",
      "        > Plain text.",
      `          ${A}:8:1`,
      "      - WARN: another finding  [d473c644]",
      "        > # A",
      `          ${A}:6:1`,
      "accepted  <time>, reviewed",
      "",
      "mend      the note; then the first of these reviews it",
      `next      review-nested bundle ${A} prose/clarity --runner claude-code --model claude-opus-4-8`,
      `          review-nested history ${A} prose/clarity`,
      `          review-nested ack ${A} prose/clarity --model claude-opus-4-8 --override pass --remark WHY --expect-review 1`,
    ]);
  });

  it("with findings of which none counts: not to mend the note, until one counts again", async () => {
    const { root } = await makeReviewedBase();
    const look = async () => stable((await why(root, "prose/clarity")).out);
    for (const key of ["98511fd8", "d473c644"]) {
      expect((await look()).join("\n")).toContain("mend      the note");
      expect(await nested(root, ["waive", key, "--remark", "it is so"])).toMatchObject({ exitCode: 0 });
    }
    expect((await look()).slice(-2)).toEqual([
      "so        nothing that was found counts",
      `next      review-nested history ${A} prose/clarity`,
    ]);
    await nested(root, ["unwaive", "d473c644", "--remark", "it is not"]);
    expect((await look()).join("\n")).toContain("mend      the note");
  });

  it("says what of front matter cannot be read", async () => {
    const base = await makeReviewedBase();
    base.write(A, "---\nstatus: [\n---\n# A\n");
    const { out } = await nested(base.root, ["why", A, "prose/clarity", ...MODEL]);
    expect(out).toContain(
      "changed   the note; in which of its parts cannot be told: front matter is not YAML (line 2, ",
    );
  });

  it("says that the last run of the pair failed, until one did not", async () => {
    const base = await makeReviewedBase();
    const start = async () => {
      await using ledger = await base.open();
      return base.start(ledger, A, ["prose/clarity"], { runner: "test" });
    };
    const runId = await start();
    {
      await using ledger = await base.open();
      await failRun(ledger, { runId, reason: "the client was not logged in" });
    }
    const { out } = await nested(base.root, ["why", A, "prose/clarity", ...MODEL]);
    expect(stable(out)).toContain(`failed    run ${runId} of test, <time>: the client was not logged in`);
    expect((await nestedJson(base.root, ["why", A, "prose/clarity", ...MODEL])).failedRun).toMatchObject({
      ...{ runId, runner: "test", failureReason: "the client was not logged in" },
    });
    await start();
    expect((await why(base.root, "prose/clarity")).out).not.toContain("failed");
  });

  it("stale, because the note changed: what changed, and where it touches what the gate watches", async () => {
    const base = await makePairBase();
    base.write(A, "---\ndescription: A note\nstatus: current\n---\n# Title\n\nOther text.\n");
    expect(stable((await why(base.root, "prose/body")).out)).toEqual([
      A,
      "prose/body under claude-opus-4-8: stale (note-changed)",
      "",
      "verdict   WARN, run 1 of claude-code, <time>",
      "model     claude-opus-4-8, as asked for",
      "      - WARN: it could be better  [1a783dec]",
      "        > description",
      `          ${A}:2:1`,
      "accepted  <time>, reviewed",
      "changed   the note's title, body; touches what the gate",
      "          watches: body",
      "so        can be acknowledged, if the verdict still holds",
      "",
      `--- ${A}\taccepted`,
      `+++ ${A}\tnow`,
      "@@ -2,6 +2,6 @@",
      " description: A note",
      " status: current",
      " ---",
      "-# A",
      "+# Title",
      " ",
      "-Plain text.",
      "+Other text.",
      "",
      `next      review-nested bundle ${A} prose/body --runner claude-code --model claude-opus-4-8`,
      `          review-nested ack ${A} prose/body --model claude-opus-4-8 --expect-note-sha <sha> --expect-review 1`,
      `          review-nested history ${A} prose/body`,
    ]);
  });

  it("stale, because note and gate changed: both diffs", async () => {
    const base = await makePairBase();
    base.write(A, "# A\n\nOther text.\n");
    base.write(`${GATES}/prose/body.md`, "---\nwatches: [body]\n---\n# Body\n\nIs the body good?\n");
    const { out } = await why(base.root, "prose/body");
    expect(out).toContain("stale (gate-changed)\n");
    expect(out).toContain("-Plain text.\n+Other text.\n");
    expect(out).toContain("-Is the body fine?\n+Is the body good?\n");
    expect(out).toContain("changed   the gate\n");
  });

  it("a trivial change says so", async () => {
    const base = await makePairBase();
    base.write(A, "---\ndescription: A note\nstatus: current\n---\n# A\n\nOther text.\n");
    const { out } = await why(base.root, "prose/title");
    expect(out).toContain(
      "changed   the note's body; does not touch what the gate\n          watches: title, description\n",
    );
    expect(out).toContain("so        can be acknowledged, also by `ack --trivial`\n");
  });

  it("never reviewed: the command that reviews it", async () => {
    const { root } = makeBase();
    const { out, exitCode } = await why(root, "prose/clarity");
    expect(exitCode).toBe(0);
    expect(stable(out)).toEqual([
      A,
      "prose/clarity under claude-opus-4-8: stale (missing-review)",
      "",
      "verdict   never reviewed under this model",
      "",
      `next      review-nested bundle ${A} prose/clarity --runner RUNNER --model claude-opus-4-8`,
      ...LEGEND,
    ]);
  });

  it("imported without a review: it cannot be acknowledged", async () => {
    const base = await makePairBase({ [C]: "# C\n" });
    importAcceptance(base, C, "prose/clarity");
    base.write(C, "# C\n\nOther text.\n");
    const { out } = await nested(base.root, ["why", C, "prose/clarity", ...MODEL], { columns: 60 });
    expect(stable(out)).toEqual([
      C,
      "prose/clarity under claude-opus-4-8: stale (note-changed)",
      "",
      "verdict   none: imported without its review",
      "accepted  <time>, imported",
      "changed   the note; in which of its parts cannot be told",
      "so        cannot be acknowledged: no review stands behind it",
      "",
      expect.stringMatching(/^kb\/notes\/c\.md: the accepted text \([0-9a-f]{12}…\) is not in the ledger$/),
      "",
      `next      review-nested bundle ${C} prose/clarity --runner RUNNER --model claude-opus-4-8`,
      `          review-nested history ${C} prose/clarity`,
      ...LEGEND,
    ]);
  });

  it("a gate that does not apply to the note", async () => {
    const { root } = makeBase();
    const { out } = await nested(root, ["why", "kb/notes/b.md", "claims/sources", ...MODEL], { columns: 60 });
    expect(stable(out).slice(1)).toEqual([
      "claims/sources under claude-opus-4-8: does not apply",
      "",
      "scope     it applies to notes with the trait has-sources",
      "verdict   never reviewed under this model",
      "",
      "next      review-nested gates claims/sources",
    ]);
  });

  it("overridden: the person's decision beside the verdict", async () => {
    const base = await makePairBase();
    const remark = "it is quoted on purpose, and the quotation is marked as one";
    await nested(base.root, ["ack", A, "prose/body", ...MODEL, "--override", "pass", "--remark", remark]);
    const { out } = await why(base.root, "prose/body");
    expect(out).toContain("verdict   WARN, run 1");
    expect(out).toContain(
      "override  PASS: it is quoted on purpose, and the quotation\n          is marked as one\n",
    );
    expect(out).toContain("UTC, overridden by a person\n");
    expect(out).not.toContain("--override");
  });

  it("fits into 60 columns, but for what is to be copied and the diff", async () => {
    const base = await makePairBase();
    base.write(A, "# A\n\nOther text.\n");
    for (const gate of ["prose/body", "prose/title", "claims/title", "prose/clarity"]) {
      const { out } = await why(base.root, gate);
      expect(tooWide(out, 60).filter((line) => !/^(---|\+\+\+) /.test(line))).toEqual([]);
    }
  });

  it("paints nothing off a terminal, and shows nothing of a note that acts on one", async () => {
    const base = await makePairBase();
    base.write(A, "# A\n\n\u001b[31mred\u001b[0m\n");
    const { out } = await nested(base.root, ["why", A, "prose/body", ...MODEL], {
      environment: { NO_COLOR: "" },
    });
    expect(out).toContain("+red\n");
    expect(out).not.toContain("\u001b");
  });

  it("paints on a terminal", async () => {
    const base = await makePairBase();
    base.write(A, "# A\n\nOther text.\n");
    const { out } = await nested(base.root, ["why", A, "prose/body", ...MODEL], {
      columns: 100,
      environment: { NO_COLOR: "" },
    });
    expect(out).toContain("\u001b[32m+Other text.\u001b[39m");
    expect(out).toContain("\u001b[33mWARN\u001b[39m");
  });
});

describe("why --json", () => {
  it("of a stale pair", async () => {
    const base = await makePairBase();
    base.write(A, "---\ndescription: A note\nstatus: current\n---\n# A\n\nOther text.\n");
    const sha = /^[0-9a-f]{64}$/;
    expect(await nestedJson(base.root, ["why", A, "prose/body", ...MODEL])).toEqual({
      schema: 1,
      exitCode: 0,
      notePath: A,
      noteSha: expect.stringMatching(sha),
      gateId: "prose/body",
      gateSha: expect.stringMatching(sha),
      modelId: opus,
      quarantined: [],
      partitions: [opus],
      resolvedFrom: "name",
      applies: true,
      state: "note-changed",
      verdict: {
        decision: "warn",
        findings: [
          {
            severity: "warn",
            message: "it could be better",
            isNew: true,
            key: expect.any(String),
            quotes: [
              { text: "description", place: expect.objectContaining({ startLine: 2, startColumn: 1 }) },
            ],
          },
        ],
        runId: 1,
        reviewId: 1,
        runner: "claude-code",
        modelId: opus,
        reviewedAt: expect.any(String),
      },
      acceptance: {
        id: 1,
        notePath: A,
        gateId: "prose/body",
        modelId: opus,
        acceptedReviewId: 1,
        acceptedNoteSha: expect.stringMatching(sha),
        acceptedGateSha: expect.stringMatching(sha),
        acceptedAt: expect.any(String),
        acceptanceKind: "full-review",
      },
      watches: ["body"],
      changed: ["body"],
      trivial: false,
      others: [],
      acknowledgeable: true,
      next: [expect.any(String), expect.any(String), expect.any(String)],
      diff: { note: expect.stringContaining("+Other text.") },
    });
  });

  it("of a pair that was never reviewed", async () => {
    const { root } = makeBase();
    const { verdict, acceptance, state, diff, acknowledgeable } = await nestedJson(root, [
      "why",
      A,
      "prose/clarity",
      ...MODEL,
    ]);
    expect({ verdict, acceptance, state, diff, acknowledgeable }).toEqual({
      state: "missing-review",
      diff: {},
      acknowledgeable: false,
    });
  });

  it("names commands as the person named the model, quoted for the shell", async () => {
    const base = await makePairBase({ "kb/notes/it's new.md": "# New\n" });
    base.write(
      "review.config.json",
      JSON.stringify({ defaults: { model: "opus", runner: "codex" }, aliases: { opus } }),
    );
    const { next } = await nestedJson(base.root, [
      "why",
      "kb/notes/it's new.md",
      "prose/body",
      "--effort",
      "high",
    ]);
    expect(next).toEqual([
      `review-nested bundle 'kb/notes/it'\\''s new.md' prose/body --runner codex --effort high`,
    ]);
    const checks = await nestedJson(base.root, ["why", A, "prose/body", "--model", "checks"]);
    expect(checks.next).toEqual([`review-nested bundle ${A} prose/body --runner checks`]);
  });

  it("does not propose a runner that there is not", async () => {
    const base = makeBase();
    const { next } = await nestedJson(base.root, ["why", A, "prose/clarity", ...MODEL], {
      environment: { REVIEW_RUNNER: "somebody" },
    });
    expect(next).toEqual([expect.stringContaining("--runner RUNNER ")]);
  });
});

it("knows the runners that need no configuration", async () => {
  for (const name of BUILT_IN_RUNNERS) expect((await findRunner(name, {})).name).toBe(name);
});

describe("why refuses", () => {
  it.each<[string, string[], string, RegExp]>([
    ["an unknown note", ["kb/notes/nowhere.md", "prose/body"], "note-not-found", /does not exist/],
    ["an unknown gate", [A, "prose/nowhere"], "unknown-gate", /^no gate or lens is called "prose\/nowhere"/],
    ["a lens", [A, "prose"], "usage", /^prose is a lens of 4 gates: name one of them$/],
  ])("%s", async (_, args, code, message) => {
    const base = await makePairBase();
    await expectRefusal(nestedHere, base.root, ["why", ...args, ...MODEL], { exitCode: 2, code, message });
  });

  it("a renamed note, by its old name", async () => {
    const base = await makePairBase();
    renameSync(join(base.root, A), join(base.root, "kb/notes/z.md"));
    const asked = ["why", A, "prose/body", ...MODEL];
    const refusal = {
      exitCode: 2,
      code: "note-not-found",
      message: /^note kb\/notes\/a\.md does not exist; its text is that of kb\/notes\/z\.md now: name that$/,
    } as const;
    await expectRefusal(nestedHere, base.root, asked, refusal);
    await nested(base.root, ["ack", "--moved", "--all"]);
    await expectRefusal(nestedHere, base.root, asked, refusal);
  });

  it("a renamed note that the lock alone knows, by its old name", async () => {
    const base = await makePairBase();
    await nested(base.root, ["lock"]);
    renameSync(join(base.root, A), join(base.root, "kb/notes/z.md"));
    rmSync(ledgerPath(base.root));
    const asked = ["why", A, "prose/body", ...MODEL];
    const message = /; its text is that of kb\/notes\/z\.md now: name that$/;
    const refusal = { exitCode: 2, code: "note-not-found", message } as const;
    await expectRefusal(nestedHere, base.root, asked, refusal);
  });
});

describe("why, where no model is named", () => {
  it("asks about the one that has reviewed the pair, and says so", async () => {
    const { root } = await makeReviewedBase();
    const { out, err, exitCode } = await nested(root, ["why", A, "prose/clarity"]);
    expect(exitCode).toBe(0);
    expect(err).toBe("no model was named: claude-opus-4-8 is the only one that has reviewed this pair\n");
    expect(out).toContain("prose/clarity under claude-opus-4-8: fresh");
    expect(out).toContain("--model claude-opus-4-8 --override pass");
    const named = await nested(root, ["why", A, "prose/clarity", "--json"], {
      environment: { REVIEW_EFFORT: "high" },
    });
    expect(JSON.parse(named.out)).toMatchObject({ modelId: opus, partitions: [opus] });
  });

  it("wants one named where several have, or none", async () => {
    const base = await makeReviewedBase();
    await review(base, A, ["prose/clarity"], { modelId: gpt });
    const several = await nested(base.root, ["why", A, "prose/clarity"]);
    expect(several).toMatchObject({ exitCode: 2, out: "" });
    expect(several.err).toBe(
      "error: several models have reviewed this pair: name one with --model: claude-opus-4-8, gpt-5-4\n",
    );
    const none = await nested(base.root, ["why", A, "claims/title"]);
    expect([none.exitCode, none.err]).toEqual([
      2,
      expect.stringMatching(/^error: no model was named: give --model/),
    ]);
  });
});

it("says in why and warns that words of a finding are gone from the note, and where they stood", async () => {
  const base = await makeReviewedBase();
  base.write(A, "# Other\n\nNothing of it.\n");
  const screens = [await why(base.root, "prose/clarity"), await nested(base.root, ["warns"])];
  for (const { out } of screens) {
    expect(out).toMatch(/> Plain text\.\n +gone from the note; /);
    expect(out).not.toContain(`${A}:`);
  }
});
