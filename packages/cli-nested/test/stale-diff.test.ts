import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { recordAndFinalizeRun } from "@review/lifecycle";
import { ledgerPath } from "@review/test-kit/ledger-rows.ts";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { importAcceptance, MODEL, makePairBase, review } from "./pair-base.ts";
import { GATES, gpt, makeBase, nested, nestedJson, opus } from "./reviewed-base.ts";

const [A, B] = ["kb/notes/a.md", "kb/notes/b.md"];
const STALE = ["stale", "prose/body", "prose/title", ...MODEL];

describe("stale --diff", () => {
  it("shows each change of a note and of a gate once, without git", async () => {
    const base = await makePairBase();
    base.write(A, "---\ndescription: A note\n---\n# A\n\nOther text.\n");
    base.write(`${GATES}/prose/title.md`, "---\nwatches: [title]\n---\n# Title\n\nIs the title good?\n");
    const { out, err, exitCode } = await nested(base.root, [...STALE, "--diff"], { columns: 60 });
    expect(exitCode).toBe(0);
    expect(err).toBe("3 of 4 pairs stale under claude-opus-4-8: 2 gate-changed, 1\n  note-changed\n");
    expect(out.split("\n").slice(0, 5)).toEqual([
      A,
      "  note-changed    prose/body",
      "  gate-changed    prose/title  (the note changed, too)",
      B,
      "  gate-changed    prose/title",
    ]);
    expect(out.match(/^--- .+\taccepted$/gm)).toEqual([
      `--- ${A}\taccepted`,
      `--- ${GATES}/prose/title.md\taccepted`,
    ]);
    expect(out).toContain("-Plain text.\n+Other text.\n");
    expect(out).toContain("-Is the title fine?\n+Is the title good?\n");
  });

  it("gives a program each change once, and says of which pairs it is one more", async () => {
    const base = await makePairBase();
    base.write(A, "# A\n\nOther text.\n");
    base.write(`${GATES}/prose/title.md`, "# Title\n\nIs the title good?\n");
    const { schema, stale } = await nestedJson(base.root, [...STALE, "--diff"]);
    expect(schema).toBe(2);
    const [body, title, titleOfB] = stale as Record<string, string>[];
    expect([body?.notePath, body?.gateId]).toEqual([A, "prose/body"]);
    expect(body?.diff).toMatch(/^--- kb\/notes\/a\.md\taccepted\n\+\+\+ kb\/notes\/a\.md\tnow\n@@ /);
    expect(body).not.toHaveProperty("diffAbove");
    expect(title?.diff).toMatch(/^--- .*title\.md\taccepted\n/);
    expect(title?.diff).toContain("+Is the title good?");
    expect(title?.diffAbove).toEqual(["note"]);
    expect([title?.acceptedNoteSha, titleOfB?.acceptedGateSha]).toEqual([
      body?.acceptedNoteSha,
      title?.acceptedGateSha,
    ]);
    expect(titleOfB).toMatchObject({ notePath: B, diffAbove: ["gate"] });
    expect(titleOfB).not.toHaveProperty("diff");
    expect(await nestedJson(base.root, STALE)).toMatchObject({ schema: 1 });
  });

  it("has nothing to show for a pair that was never reviewed, or without a ledger", async () => {
    const { root } = makeBase();
    const { out, exitCode } = await nested(root, ["stale", "prose", "--diff", ...MODEL]);
    expect(exitCode).toBe(0);
    expect(out).not.toContain("---");
    const { stale, counts } = await nestedJson(root, ["stale", "prose", "--diff", ...MODEL]);
    expect(counts).toEqual({ "missing-review": 4, reopened: 0, "gate-changed": 0, "note-changed": 0 });
    expect((stale as object[]).every((pair) => !("diff" in pair))).toBe(true);
  });

  it("says where the accepted text is not kept", async () => {
    const base = await makePairBase({ "kb/notes/c.md": "# C\n" });
    importAcceptance(base, "kb/notes/c.md", "prose/body");
    base.write("kb/notes/c.md", "# C\n\nMore.\n");
    const { out } = await nested(base.root, [
      "stale",
      "prose/body",
      "--note",
      "kb/notes/c.md",
      "--diff",
      ...MODEL,
    ]);
    expect(out).toMatch(/\nkb\/notes\/c\.md: the accepted text \([0-9a-f]{12}…\) is not in the ledger\n$/);
  });
});

describe("stale", () => {
  it("counts by reason and by gate, and tells what the model's name means", async () => {
    const base = await makePairBase();
    base.write("review.config.json", JSON.stringify({ aliases: { opus } }));
    base.write(A, "# A\n\nOther text.\n");
    const found = await nestedJson(base.root, [
      "stale",
      "prose/body",
      "prose/title",
      "prose/clarity",
      "--model",
      "opus",
    ]);
    expect(found).toEqual({
      schema: 1,
      exitCode: 0,
      modelId: opus,
      resolvedFrom: "alias",
      partitions: [{ modelId: opus, fresh: 2 }],
      pairs: 6,
      counts: { "missing-review": 2, reopened: 0, "gate-changed": 0, "note-changed": 2 },
      countsByGate: { "prose/body": 1, "prose/clarity": 2, "prose/title": 1 },
      leftOutGates: [],
      unknownScope: [],
      stale: expect.any(Array),
      problems: [],
      skipped: [],
      openRuns: [],
    });
    const { err } = await nested(base.root, ["stale", "prose/body", "--model", "opus"]);
    expect(err).toContain("opus means claude-opus-4-8 (alias in the configuration)\n");
  });

  it("says which partitions a name stands for, and how many pairs each contributes", async () => {
    const base = await makePairBase();
    base.write(B, "# B\n\nOther text.\n");
    await review(base, B, { "prose/body": "pass" }, gpt, opus);
    const args = ["stale", "prose/body", ...MODEL];
    expect((await nested(base.root, args)).err).toBe(
      "claude-opus-4-8 stands for claude-opus-4-8 (1 fresh pair), gpt-5-4 (1 fresh pair): earlier runs asked for by that name were recorded there\n" +
        "nothing is stale: 2 pairs fresh under claude-opus-4-8\n",
    );
    expect(await nestedJson(base.root, args)).toMatchObject({
      modelId: opus,
      resolvedFrom: "earlier-runs",
      partitions: [
        { modelId: opus, fresh: 1 },
        { modelId: gpt, fresh: 1 },
      ],
      stale: [],
    });
    expect((await nested(base.root, [...args, "--exact-model"])).err).toBe(
      "1 of 2 pairs stale under claude-opus-4-8: 1 note-changed\n",
    );
    base.write("review.config.json", JSON.stringify({ requireModel: true }));
    const exact = { resolvedFrom: "exact", partitions: [{ modelId: opus, fresh: 1 }] };
    expect(await nestedJson(base.root, args)).toMatchObject(exact);
  });

  it("warns of a run that is open for a listed pair, and of no other", async () => {
    const base = await makePairBase();
    base.write(A, "# A\n\nOther text.\n");
    {
      await using ledger = await base.open();
      await base.start(ledger, A, ["prose/body", "claims/title"]);
      await base.start(ledger, A, ["claims/title"]);
      await base.start(ledger, A, ["prose/body"], { modelId: gpt });
      await base.start(ledger, B, ["prose/body"]);
      const ended = await base.start(ledger, A, ["prose/title"]);
      await recordAndFinalizeRun(ledger, {
        runId: ended,
        gateReviews: [{ gateId: "prose/title", decision: "pass", rationaleMarkdown: "ok" }],
      });
    }
    const { openRuns } = await nestedJson(base.root, STALE);
    expect(openRuns).toEqual([
      { id: 3, notePath: A, gateIds: ["prose/body"], startedAt: expect.any(String) },
    ]);
    const { err } = await nested(base.root, STALE);
    expect(err.match(/^warning: .+$/gm)).toEqual([
      expect.stringMatching(
        /^warning: run 3 for kb\/notes\/a\.md is open since .+Z: `review-split status --run 3` says how far it is$/,
      ),
    ]);
  });

  it("writes nothing, and creates no ledger", async () => {
    const { root } = makeBase();
    await nested(root, ["stale", "prose", "--diff", ...MODEL]);
    expect(() => new Database(ledgerPath(root), { fileMustExist: true })).toThrow();
  });
});

describe("stale --check", () => {
  it.each<[string, number, (base: Awaited<ReturnType<typeof makePairBase>>) => unknown, string[]?]>([
    ["everything is fresh", 0, () => undefined],
    ["a pair is stale", 1, ({ write }) => write(A, "# A\n")],
    [
      "no pair is stale for the reason asked for",
      0,
      ({ write }) => write(A, "# A\n"),
      ["--reason", "gate-changed"],
    ],
    ["the command line is wrong", 2, () => undefined, ["--where", "status"]],
    ["a gate is broken", 2, ({ write }) => write(`${GATES}/prose/body.md`, "---\na: b: c\n---\n")],
    ["a note cannot be read", 3, ({ write }) => write("kb/notes/c.md", new Uint8Array([0xff]))],
    ["a note could be hidden", 1, ({ root }) => symlinkSync("../../x", join(root, "kb/notes/c.md"))],
    [
      "a pair is stale and a note cannot be read",
      1,
      ({ write }) => {
        write(A, "# A\n");
        write("kb/notes/c.md", new Uint8Array([0xff]));
      },
    ],
    [
      "the ledger cannot be read",
      3,
      ({ write }) => write(".review/ledger.sqlite", "no ledger at all".repeat(100)),
    ],
    ["there is no ledger", 1, ({ root }) => rmSync(join(root, ".review"), { recursive: true })],
  ])("%s: exit code %i", async (_, exitCode, prepare, more = []) => {
    const base = await makePairBase();
    await prepare(base);
    expect((await nested(base.root, [...STALE, "--check", ...more])).exitCode).toBe(exitCode);
    expect((await nested(base.root, [...STALE, "--check", "--json", ...more])).exitCode).toBe(exitCode);
  });

  it("without --check stale pairs are no failure", async () => {
    const base = await makePairBase();
    base.write(A, "# A\n");
    expect((await nested(base.root, STALE)).exitCode).toBe(0);
    await review(base, A, { "prose/body": "pass", "prose/title": "pass" });
    expect((await nested(base.root, STALE)).err).toBe(
      "nothing is stale: 4 pairs fresh under claude-opus-4-8\n",
    );
  });
});
