import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { allRows } from "@review/test-kit/ledger-rows.ts";
import { expectRefusal } from "@review/test-kit/refusal.ts";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { eventsFrom, importAcceptance, MODEL, makePairBase, review } from "./pair-base.ts";
import { GATES, gpt, makeBase, nested, nestedJson, opus } from "./reviewed-base.ts";

const A = "kb/notes/a.md";
/** Events that the two reviews of the base appended. */
const BEFORE = 6;

describe("ack NOTE GATE", () => {
  it("acknowledges a changed note and a changed gate, each with its kind", async () => {
    const base = await makePairBase();
    base.write(A, "# A\n\nAnother text.\n");
    base.write(`${GATES}/claims/title.md`, "# Title as claim\n\nDoes it?\n");
    const { out, err, exitCode } = await nested(base.root, [
      "ack",
      A,
      "prose/body",
      "claims/title",
      ...MODEL,
      "--remark",
      "typo",
    ]);
    expect({ out, err, exitCode }).toEqual({
      out: `${A}\tclaims/title\tgate-migration\n${A}\tprose/body\tmanual-ack\n`,
      err: "2 pairs acknowledged\n",
      exitCode: 0,
    });
    expect(await eventsFrom(base, BEFORE)).toMatchObject([
      { gateId: "claims/title", acceptanceKind: "gate-migration", acceptedReviewId: 3, remark: "typo" },
      { gateId: "prose/body", acceptanceKind: "manual-ack", acceptedReviewId: 1, remark: "typo" },
    ]);
    const { stale } = await nestedJson(base.root, [
      "stale",
      "prose/body",
      "claims/title",
      "--note",
      A,
      ...MODEL,
    ]);
    expect(stale).toEqual([]);
  });

  it("gives a program the events", async () => {
    const base = await makePairBase();
    base.write(A, "# A\n\nAnother text.\n");
    expect(await nestedJson(base.root, ["ack", A, "prose/body", ...MODEL])).toEqual({
      schema: 1,
      modelId: opus,
      dryRun: false,
      acknowledged: [{ notePath: A, gateId: "prose/body", modelId: opus, kind: "manual-ack", eventId: 7 }],
      left: 0,
      exitCode: 0,
    });
  });

  it("leaves fresh pairs as they are", async () => {
    const base = await makePairBase();
    const { out, err, exitCode } = await nested(base.root, ["ack", A, "prose/body", "prose/title", ...MODEL]);
    expect({ out, exitCode }).toEqual({ out: "", exitCode: 0 });
    expect(err).toBe(
      "0 pairs acknowledged; 2 left as they are: fresh already under claude-opus-4-8, there is nothing to acknowledge\n",
    );
    expect(await eventsFrom(base, BEFORE)).toEqual([]);
  });

  it("takes a lens for those of its gates that apply to the note", async () => {
    const base = await makePairBase({
      [`${GATES}/prose/sourced.md`]: "---\nrequires_trait: source\n---\nx\n",
    });
    await review(base, A, { "prose/clarity": "pass", "prose/brevity": "pass" });
    base.write(A, "# A\n\nAnother text.\n");
    const { err } = await nested(base.root, ["ack", A, "prose", ...MODEL]);
    expect(err).toBe(
      "left out prose/sourced: it applies to notes with the trait source\n4 pairs acknowledged\n",
    );
  });

  it("only shows with --dry-run what it would do, and leaves no trace", async () => {
    const base = await makePairBase();
    base.write(A, "# A\n\nAnother text.\n");
    const [rows, files] = [allRows(base.root), readdirSync(join(base.root, ".review"))];
    const { out, err } = await nested(base.root, ["ack", A, "prose/body", "--dry-run", ...MODEL]);
    expect({ out, err }).toEqual({
      out: `${A}\tprose/body\tmanual-ack\n`,
      err: "1 pair would be acknowledged\n",
    });
    expect(allRows(base.root)).toEqual(rows);
    expect(readdirSync(join(base.root, ".review"))).toEqual(files);
    const { acknowledged, dryRun } = await nestedJson(base.root, [
      "ack",
      A,
      "prose/body",
      "--dry-run",
      ...MODEL,
    ]);
    expect(dryRun).toBe(true);
    expect(acknowledged).toEqual([{ notePath: A, gateId: "prose/body", modelId: opus, kind: "manual-ack" }]);
  });

  it("resolves the model's name as every selection does, and says so", async () => {
    const base = await makePairBase();
    base.write("review.config.json", JSON.stringify({ aliases: { opus: "claude-opus-4-8" } }));
    base.write(A, "# A\n\nAnother text.\n");
    const { err } = await nested(base.root, ["ack", A, "prose/body", "--model", "opus"]);
    expect(err).toBe("opus means claude-opus-4-8 (alias in the configuration)\n1 pair acknowledged\n");
  });

  it("creates no ledger where there is none", async () => {
    const base = makeBase();
    const { err, exitCode } = await nested(base.root, ["ack", A, "prose/clarity", ...MODEL]);
    expect({ err, exitCode }).toEqual({
      err: `error: ${A} was never reviewed against prose/clarity under claude-opus-4-8: review it before it can be acknowledged\n`,
      exitCode: 2,
    });
    expect(existsSync(join(base.root, ".review"))).toBe(false);
  });
});

describe("ack --expect-note-sha", () => {
  it("goes ahead with the version that was looked at, by the beginning of its sha", async () => {
    const base = await makePairBase();
    base.write(A, "# A\n\nAnother text.\n");
    const { noteSha, next } = await nestedJson(base.root, ["why", A, "prose/body", ...MODEL]);
    const short = String(noteSha).slice(0, 12);
    expect(next).toContain(
      `review-nested ack ${A} prose/body --model claude-opus-4-8 --expect-note-sha ${short} --expect-review 1`,
    );
    const ack = (sha: string) =>
      nested(base.root, ["ack", A, "prose/body", ...MODEL, "--expect-note-sha", sha]);
    expect((await ack(short.toUpperCase())).exitCode).toBe(0);
    expect((await ack(String(noteSha))).exitCode).toBe(0);
  });

  it("refuses another version, and what is no sha", async () => {
    const base = await makePairBase();
    const ack = ["ack", A, "prose/body", ...MODEL, "--expect-note-sha"];
    await expectRefusal(nestedHere, base.root, [...ack, "0123456789ab"], {
      exitCode: 4,
      code: "note-changed",
      message:
        /^kb\/notes\/a\.md has changed since you looked: it is [0-9a-f]{12} now; look again with `review-nested why`$/,
    });
    for (const sha of ["0123456", "no-sha-at-all", ""]) {
      await expectRefusal(nestedHere, base.root, [...ack, sha], {
        exitCode: 2,
        code: "usage",
        message: /is no content sha: give at least its first 8 hex digits \(`why` shows it\)$/,
      });
    }
  });
});

describe("ack --override", () => {
  const override = (base: { root: string }, ...more: string[]) =>
    nested(base.root, ["ack", A, "prose/body", ...MODEL, "--override", "pass", ...more]);

  it("puts a person's decision in the verdict's place, with the reason", async () => {
    const base = await makePairBase();
    expect(await override(base, "--remark", "quoted on purpose")).toMatchObject({
      out: `${A}\tprose/body\tmanual-override\n`,
      exitCode: 0,
    });
    expect(await eventsFrom(base, BEFORE)).toMatchObject([
      {
        acceptanceKind: "manual-override",
        overrideDecision: "pass",
        remark: "quoted on purpose",
        acceptedReviewId: 1,
      },
    ]);
    const warns = await nestedJson(base.root, ["warns", A]);
    expect(warns.warns).toEqual([]);
  });

  it("stands through later acknowledgements until a new review", async () => {
    const base = await makePairBase();
    const overrideNow = async () =>
      (await nestedJson(base.root, ["why", A, "prose/body", ...MODEL])).override;
    await override(base, "--remark", "quoted on purpose");
    base.write(A, "# A\n\nAnother text.\n");
    await nested(base.root, ["ack", A, "prose/body", ...MODEL]);
    expect(await overrideNow()).toEqual({ decision: "pass", remark: "quoted on purpose" });
    await override(base, "--remark", "and once more");
    expect(await overrideNow()).toEqual({ decision: "pass", remark: "and once more" });
    await review(base, A, { "prose/body": "warn" });
    expect(await overrideNow()).toBeUndefined();
  });

  it.each([[[]], [["--remark", "  "]]])("needs a remark: %j", async (remark) => {
    const base = await makePairBase();
    const args = ["ack", A, "prose/body", ...MODEL, "--override", "pass", ...remark];
    await expectRefusal(nestedHere, base.root, args, {
      exitCode: 2,
      code: "usage",
      message: "an override needs a reason: add --remark TEXT",
    });
  });
});

describe("ack refuses, and appends nothing", () => {
  const never = (gate: string) => ({
    exitCode: 2 as const,
    code: "never-reviewed",
    message: new RegExp(`^kb/notes/a\\.md was never reviewed against ${gate} under `),
  });

  it("a pair that was never reviewed, beside others that were", async () => {
    const base = await makePairBase();
    base.write(A, "# A\n\nAnother text.\n");
    await expectRefusal(
      nestedHere,
      base.root,
      ["ack", A, "prose/body", "prose/clarity", ...MODEL],
      never("prose/clarity"),
    );
  });

  it("a pair that was imported without a review, beside one of another kind", async () => {
    const base = await makePairBase();
    importAcceptance(base, A, "prose/clarity");
    base.write(`${GATES}/prose/clarity.md`, "# Clarity\n\nAnother question.\n");
    base.write(A, "# A\n\nAnother text.\n");
    await expectRefusal(
      nestedHere,
      base.root,
      ["ack", A, "prose/body", "prose/clarity", ...MODEL],
      never("prose/clarity"),
    );
  });

  it("a pair that was reviewed under another model only", async () => {
    const base = await makePairBase();
    await expectRefusal(nestedHere, base.root, ["ack", A, "prose/body", "--model", gpt], never("prose/body"));
  });

  it.each<[string[], string | RegExp]>([
    [["ack"], /^name a note with its gates, or give /],
    [["ack", A], `name the gates of ${A} to acknowledge: ack NOTE GATE...`],
    [["ack", A, "prose", "--trivial"], /^name a note with its gates, or give one of /],
    [["ack", "--trivial", "--all"], /^name a note with its gates, or give one of /],
    [["ack", A, "--gate", "prose"], /^--gate does not go with a note, /],
    [["ack", "--trivial", "--expect-note-sha", "0123456789ab"], /^--expect-note-sha goes with one note: /],
    [["ack", "--trivial", "--override", "pass", "--remark", "x"], /^--override goes with one note: /],
    [["ack", "--trivial", "--reason", "gate-changed"], /^--reason goes with --all or --sample: /],
    [["ack", "--moved", "a", "b", "--model", "opus"], /^--model does not go with --moved, /],
    [["ack", "--all", "--gate", "prose/body"], /^a cohort is one gate's: /],
    [["ack", "--all", "--reason", "gate-changed"], /^a cohort is one gate's: /],
    [
      ["ack", "--all", "--reason", "gate-changed", "--gate", "prose", "--model", "opus"],
      /^prose is a lens of 4 gates, /,
    ],
  ])("%j", async (args, message) => {
    const base = await makePairBase();
    await expectRefusal(nestedHere, base.root, args, { exitCode: 2, code: "usage", message });
  });
});
