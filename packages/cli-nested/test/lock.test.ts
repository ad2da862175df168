import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openLedger } from "@review/db";
import { recordAndFinalizeRun, waive } from "@review/lifecycle";
import { ledgerPath, queryLedger } from "@review/test-kit/ledger-rows.ts";
import { describe, expect, it } from "vitest";
import { gpt, makeBase, makeReviewedBase, nested, nestedJson, type ReviewedBase } from "./reviewed-base.ts";

const A = "kb/notes/a.md";
const LOCK_A = "review.lock/kb/notes/a.md.json";
const LOCK_B = "review.lock/kb/notes/b.md.json";
const MODEL = ["--model", "claude-opus-4-8"];

interface Entry extends Record<string, unknown> {
  findings: Record<string, unknown>[];
}

const entriesOf = (root: string, path: string): Entry[] => JSON.parse(readFileSync(join(root, path), "utf8"));
/** Each entry in a few words. */
const brief = (root: string, path = LOCK_A) =>
  entriesOf(root, path).map(({ gate, model, decision, evidence, kind }) =>
    [gate, model, decision, evidence, kind].join(" "),
  );

/** Reviews a note by hand, against gates as they are now, each with the same decision. */
async function review(
  base: ReviewedBase,
  note: string,
  gates: string[],
  changes: Parameters<typeof base.start>[3] = {},
) {
  await using ledger = await base.open();
  const runId = await base.start(ledger, note, gates, changes);
  const gateReviews = gates.map((gateId) => ({
    gateId,
    decision: "pass" as const,
    rationaleMarkdown: "fine",
  }));
  await recordAndFinalizeRun(ledger, { runId, gateReviews });
}

describe("lock", () => {
  it("writes what is accepted of each note, once", async () => {
    const { root } = await makeReviewedBase();
    const { out, err, exitCode } = await nested(root, ["lock"]);
    expect({ out, err, exitCode }).toEqual({ out: `wrote ${LOCK_A}\n`, err: "", exitCode: 0 });
    expect(brief(root)).toEqual([
      "prose/brevity claude-opus-4-8 pass observed full-review",
      "prose/clarity claude-opus-4-8 warn observed full-review",
    ]);
    expect(entriesOf(root, LOCK_A)[1]?.findings).toEqual([
      {
        key: expect.stringMatching(/^98511fd8/),
        severity: "warn",
        message: expect.stringContaining("the second sentence leans on a term"),
        quote: "Plain text.",
      },
      { key: expect.stringMatching(/^d473c644/), severity: "warn", message: "another finding", quote: "# A" },
    ]);
    const text = readFileSync(join(root, LOCK_A), "utf8");
    expect(await nested(root, ["lock"])).toEqual({
      out: "",
      err: "review.lock is up to date: 1 file\n",
      exitCode: 0,
    });
    rmSync(join(root, "review.lock"), { recursive: true });
    expect(await nestedJson(root, ["lock"])).toEqual({
      schema: 1,
      written: [LOCK_A],
      removed: [],
      unchanged: 0,
      foreign: [],
      refused: [],
      undecided: 0,
      exitCode: 0,
    });
    expect(readFileSync(join(root, LOCK_A), "utf8")).toBe(text);
  });

  it("--check names each file that is not up to date, and writes nothing", async () => {
    const base = await makeReviewedBase({
      [LOCK_B]: "[\n]\n",
      "review.lock/kb/notes/gone.md.json": "[]",
      "review.lock/x.json": "{}",
    });
    const { root } = base;
    expect(await nested(root, ["lock", "--check"])).toEqual({
      out: `missing ${LOCK_A}\nleft over ${LOCK_B}\nleft over review.lock/kb/notes/gone.md.json\n`,
      err: [
        "warning: review.lock/x.json is no file of the lock, and was left alone",
        "review.lock is not up to date: run `review-nested lock` and commit it\n",
      ].join("\n"),
      exitCode: 1,
    });
    expect(existsSync(join(root, LOCK_A))).toBe(false);
    await nested(root, ["lock"]);
    expect(existsSync(join(root, LOCK_B))).toBe(false);
    expect((await nested(root, ["lock", "--check"])).exitCode).toBe(0);
    base.write(A, "# A\n\nOther text.\n");
    expect(await nestedJson(root, ["lock", "--check"])).toEqual({
      schema: 1,
      isUpToDate: false,
      missing: [],
      outdated: [],
      leftOver: [LOCK_A],
      unchanged: 0,
      foreign: ["review.lock/x.json"],
      refused: [],
      undecided: 0,
      exitCode: 1,
    });
    await review(base, A, ["claims/title"], { modelId: gpt, runner: "an agent" });
    expect(await nestedJson(root, ["lock", "--check"])).toMatchObject({ outdated: [LOCK_A] });
    await nested(root, ["lock"]);
    expect(brief(root)).toEqual(["claims/title gpt-5-4 pass declared full-review"]);
  });

  it("has what stands: every partition, an override with its remark, and nothing that was reopened", async () => {
    const base = await makeReviewedBase();
    const { root } = base;
    await review(base, A, ["prose/clarity"], { modelId: gpt });
    const override = ["--override", "fail", "--remark", "far too long"];
    await nested(root, ["ack", A, "prose/brevity", ...MODEL, ...override]);
    await nested(root, ["lock"]);
    expect(brief(root)).toEqual([
      "prose/brevity claude-opus-4-8 fail observed manual-override",
      "prose/clarity claude-opus-4-8 warn observed full-review",
      "prose/clarity gpt-5-4 pass declared full-review",
    ]);
    expect(entriesOf(root, LOCK_A)[0]?.findings).toEqual([{ severity: "fail", message: "far too long" }]);
    await nested(root, ["ack", A, "prose/brevity", ...MODEL, "--override", "pass", "--remark", "no"]);
    await nested(root, ["reopen", A, "prose/clarity", ...MODEL, "--remark", "look again"]);
    await nested(root, ["lock"]);
    expect(brief(root)).toEqual([
      "prose/brevity claude-opus-4-8 pass observed manual-override",
      "prose/clarity gpt-5-4 pass declared full-review",
    ]);
    expect(entriesOf(root, LOCK_A)[0]?.findings).toEqual([]);
  });

  it("says what is waived, also when its last day has passed", async () => {
    const { root } = await makeReviewedBase();
    const key = String(queryLedger(root, "SELECT key FROM findings WHERE id = 1")[0]?.key);
    await using then = await openLedger(ledgerPath(root), { clock: () => new Date("2020-01-01") });
    await waive(then, { keys: [key], reason: "for a day", until: "2020-01-01" });
    expect((await nested(root, ["warns", "--waived"])).out).toBe("");
    await nested(root, ["lock"]);
    expect(entriesOf(root, LOCK_A)[1]?.findings[0]).toMatchObject({
      waived: { reason: "for a day", until: "2020-01-01", at: "2020-01-01T00:00:00.000Z" },
    });
  });

  it("says what is waived, also by a comment in the note", async () => {
    const base = await makeReviewedBase({
      [A]: "# A\n\n<!-- review-ignore prose/clarity: explained below -->\nPlain text.\n",
    });
    const { root } = base;
    await nested(root, [
      "waive",
      "d473c644",
      "--reason",
      "meant",
      "--until",
      "2999-01-01",
      "--author",
      "Ada",
    ]);
    await nested(root, ["lock"]);
    expect(entriesOf(root, LOCK_A)[1]?.findings.map(({ waived }) => waived)).toEqual([
      { reason: "explained below" },
      { reason: "meant", author: "Ada", until: "2999-01-01", at: expect.any(String) },
    ]);
    await nested(root, ["unwaive", "d473c644", "--reason", "not meant"]);
    await nested(root, ["lock"]);
    expect(entriesOf(root, LOCK_A)[1]?.findings[1]).not.toHaveProperty("waived");
  });

  it("moves with a renamed note, and leaves nothing of a gate that is gone", async () => {
    const base = await makeReviewedBase();
    const { root } = base;
    await nested(root, ["lock"]);
    base.write("kb/notes/deep/moved.md", readFileSync(join(root, A), "utf8"));
    rmSync(join(root, A));
    await nested(root, ["ack", "--moved", "--all", "--yes"]);
    const { out } = await nested(root, ["lock"]);
    expect(out).toBe(`wrote review.lock/kb/notes/deep/moved.md.json\nremoved ${LOCK_A}\n`);
    rmSync(join(root, "kb/instructions/review-gates/prose/clarity.md"));
    await nested(root, ["lock"]);
    expect(brief(root, "review.lock/kb/notes/deep/moved.md.json")).toHaveLength(1);
    rmSync(join(root, "kb/instructions/review-gates/prose/brevity.md"));
    await nested(root, ["lock"]);
    expect(existsSync(join(root, "review.lock"))).toBe(false);
  });

  it("refuses to say what is accepted of a gate that is broken", async () => {
    const base = await makeReviewedBase({ "kb/instructions/review-gates/prose/bad.md": "" });
    const { err, exitCode } = await nested(base.root, ["lock"]);
    expect(err).toContain("bad.md");
    expect(exitCode).toBe(2);
  });

  it("is not written through a symlink", async () => {
    const { root } = await makeReviewedBase({ "out/x": "" });
    symlinkSync("out", join(root, "review.lock"));
    const { err, exitCode } = await nested(root, ["lock"]);
    expect(err).toBe(
      `error: ${join(root, "review.lock")} is a symlink, and a lock is not read or written through one: remove it\n`,
    );
    expect(exitCode).toBe(3);
  });
});

describe("what somebody else has put into the lock", () => {
  /** The lock of one base, in another one with the same tree and no ledger, or one of its own. */
  async function handOver(changes: (text: string) => string = (text) => text) {
    const there = await makeReviewedBase();
    await nested(there.root, ["lock"]);
    return changes(readFileSync(join(there.root, LOCK_A), "utf8"));
  }

  it("stays without a ledger, as long as it is of the texts in the tree", async () => {
    const text = await handOver();
    const base = makeBase({ [LOCK_A]: text });
    expect(await nested(base.root, ["lock"])).toMatchObject({ out: "", exitCode: 0 });
    expect(readFileSync(join(base.root, LOCK_A), "utf8")).toBe(text);
    expect(existsSync(join(base.root, ".review"))).toBe(false);
    base.write(A, "# A\n\nOther text.\n");
    expect((await nested(base.root, ["lock"])).out).toBe(`removed ${LOCK_A}\n`);
  });

  it("stays beside what the ledger has, and before what it knew earlier", async () => {
    const later = (text: string) => text.replace(/"at":"[^"]*"/g, '"at":"2999-01-01T00:00:00.000Z"');
    const base = makeBase({ [LOCK_A]: await handOver(later) });
    await review(base, A, ["prose/clarity", "claims/title"]);
    await nested(base.root, ["lock"]);
    expect(brief(base.root)).toEqual([
      "claims/title claude-opus-4-8 pass declared full-review",
      "prose/brevity claude-opus-4-8 pass observed full-review",
      "prose/clarity claude-opus-4-8 warn observed full-review",
    ]);
  });

  it("gives way to what the ledger knows later, also that it was reopened", async () => {
    const earlier = (text: string) => text.replace(/"at":"[^"]*"/g, '"at":"2020-01-01T00:00:00.000Z"');
    const base = makeBase({ [LOCK_A]: await handOver(earlier) });
    await review(base, A, ["prose/clarity", "prose/brevity"]);
    await nested(base.root, ["reopen", A, "prose/brevity", ...MODEL, "--remark", "look again"]);
    await nested(base.root, ["lock"]);
    expect(brief(base.root)).toEqual(["prose/clarity claude-opus-4-8 pass declared full-review"]);
  });

  it("keeps a colleague's waiver, until something is decided here", async () => {
    const base = await makeReviewedBase();
    const { root } = base;
    await nested(root, ["lock"]);
    const text = readFileSync(join(root, LOCK_A), "utf8");
    const waived = { reason: "agreed", at: "2020-01-01T00:00:00.000Z" };
    const theirs = text.replace('"quote":"# A"', `"quote":"# A","waived":${JSON.stringify(waived)}`);
    writeFileSync(join(root, LOCK_A), theirs);
    expect(await nested(root, ["lock"])).toMatchObject({ out: "" });
    await nested(root, ["waive", "d473c644", "--reason", "meant"]);
    await nested(root, ["unwaive", "d473c644", "--reason", "not meant"]);
    await nested(root, ["lock"]);
    expect(readFileSync(join(root, LOCK_A), "utf8")).toBe(text);
  });

  it("is told of and left out where it is no entry", async () => {
    const hostile = await handOver((text) =>
      text.replace('"decision":"pass"', '"decision":"\u001b[2J fine"'),
    );
    const base = makeBase({ [LOCK_A]: hostile.replaceAll("\u001b", "\\u001b") });
    const { err, exitCode } = await nested(base.root, ["lock"]);
    expect(err).toBe(
      `warning: ${LOCK_A}: entry 1 does not count: decision is "\\u001b[2J fine", and not one of pass, warn, fail\n`,
    );
    expect(exitCode).toBe(0);
    expect(brief(base.root)).toEqual(["prose/clarity claude-opus-4-8 warn observed full-review"]);
  });
});

describe("a lock that is kept up to date", () => {
  const AUTO = { "review.config.json": JSON.stringify({ lock: { auto: true } }) };

  it("is written by each command that decides something, for the notes that it touched", async () => {
    const { root } = await makeReviewedBase({ ...AUTO, [LOCK_B]: "[]" });
    await nested(root, ["ack", A, "prose/brevity", ...MODEL, "--override", "warn", "--remark", "long"]);
    expect(brief(root)).toEqual([
      "prose/brevity claude-opus-4-8 warn observed manual-override",
      "prose/clarity claude-opus-4-8 warn observed full-review",
    ]);
    await nested(root, ["waive", "98511fd8", "--reason", "meant"]);
    expect(entriesOf(root, LOCK_A)[1]?.findings[0]).toMatchObject({ waived: { reason: "meant" } });
    await nested(root, ["unwaive", "98511fd8", "--reason", "not meant"]);
    expect(entriesOf(root, LOCK_A)[1]?.findings[0]).not.toHaveProperty("waived");
    await nested(root, ["reopen", A, "prose/brevity", ...MODEL, "--remark", "again"]);
    expect(brief(root)).toHaveLength(1);
    await nested(root, ["reopen", A, "prose/clarity", ...MODEL, "--remark", "again"]);
    expect(existsSync(join(root, LOCK_A))).toBe(false);
    // What no command touched is left as it is.
    expect(readFileSync(join(root, LOCK_B), "utf8")).toBe("[]");
  });

  it("does not undo what was asked for where it cannot be written", async () => {
    const { root } = await makeReviewedBase({ ...AUTO, "out/x": "" });
    symlinkSync("out", join(root, "review.lock"));
    const { out, err, exitCode } = await nested(root, [
      "reopen",
      A,
      "prose/brevity",
      ...MODEL,
      "--remark",
      "x",
    ]);
    expect(out).toContain("prose/brevity");
    expect(err).toContain("warning: the lock is not up to date: ");
    expect(err).toContain("mend that and run `review-nested lock`\n");
    expect(exitCode).toBe(0);
  });
});
