import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { A, brief, entriesOf, LOCK_A, MODEL, review } from "./lock-files.ts";
import { makeBase, makeReviewedBase, nested } from "./reviewed-base.ts";

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

  it("is not touched by a review of another note", async () => {
    const base = await makeReviewedBase();
    await nested(base.root, ["lock"]);
    const before = statSync(join(base.root, LOCK_A));
    await review(base, "kb/notes/b.md", ["prose/clarity"]);
    expect((await nested(base.root, ["lock"])).out).toBe("wrote review.lock/kb/notes/b.md.json\n");
    const { ino, mtimeMs } = statSync(join(base.root, LOCK_A));
    expect({ ino, mtimeMs }).toEqual({ ino: before.ino, mtimeMs: before.mtimeMs });
  });

  it("stays beside what the ledger has, and before what it knew earlier", async () => {
    const base = makeBase();
    await review(base, A, ["prose/clarity", "claims/title"]);
    base.write(LOCK_A, await handOver());
    await nested(base.root, ["lock"]);
    expect(brief(base.root)).toEqual([
      "claims/title claude-opus-4-8 pass declared full-review",
      "prose/brevity claude-opus-4-8 pass observed full-review",
      "prose/clarity claude-opus-4-8 warn observed full-review",
    ]);
  });

  it("does not have the last word for ever by a time to come", async () => {
    const later = (text: string) => text.replace(/"at":"[^"]*"/g, '"at":"2999-01-01T00:00:00.000Z"');
    const base = makeBase({ [LOCK_A]: await handOver(later) });
    await review(base, A, ["prose/clarity"]);
    await nested(base.root, ["lock"]);
    expect(brief(base.root)).toEqual([
      "prose/brevity claude-opus-4-8 pass observed full-review",
      "prose/clarity claude-opus-4-8 pass declared full-review",
    ]);
  });

  it("is no later than what stands beside it by a time to come, with a ledger and without", async () => {
    const there = await makeReviewedBase();
    await review(there, A, ["prose/clarity"], { modelId: "gpt-5-4" as never });
    await nested(there.root, ["ack", A, "prose/clarity", ...MODEL, "--override", "fail", "--remark", "no"]);
    await nested(there.root, ["lock"]);
    const ours = entriesOf(there.root, LOCK_A);
    const theirs = ours.map((entry) => ({
      ...entry,
      ...{ decision: "pass", kind: "full-review", at: "9999-12-31T23:59:59.999Z", findings: [] },
    }));
    const sides = [["<<<<<<< a"], ours, ["======="], theirs, [">>>>>>> b"]].flat();
    const lines = sides.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
    const clone = makeBase({ [LOCK_A]: `[\n${lines.join("\n")}\n]\n` });
    const verify = ["verify", "prose/clarity", "--note", A];
    for (const more of [[], ["--frozen"]]) {
      const { out, exitCode } = await nested(clone.root, [...verify, ...more]);
      expect([exitCode, out]).toEqual([1, expect.stringContaining("a FAIL of claude-opus-4-8 stands")]);
    }
    await nested(clone.root, ["lock"]);
    expect(readFileSync(join(clone.root, LOCK_A), "utf8")).not.toContain("9999");
  });

  it("gives way to what is of today, also after a time to come was taken in", async () => {
    const honest = await handOver();
    const base = makeBase({ [LOCK_A]: honest.replace(/"at":"[^"]*"/g, '"at":"9999-12-31T23:59:59.999Z"') });
    await using _ledger = await base.open();
    await nested(base.root, ["stale", "prose", ...MODEL]);
    base.write(LOCK_A, honest);
    await nested(base.root, ["lock"]);
    expect(readFileSync(join(base.root, LOCK_A), "utf8")).toBe(honest);
  });

  it("counts on both sides of a conflict, and the file is healed", async () => {
    const theirs = (await handOver()).split("\n").slice(1, -2);
    const base = makeBase({
      [LOCK_A]: ["[", "<<<<<<< HEAD", "||||||| base", "=======", ...theirs, ">>>>>>> theirs", "]", ""].join(
        "\n",
      ),
    });
    await review(base, A, ["claims/title"]);
    expect(await nested(base.root, ["lock"])).toEqual({ out: `wrote ${LOCK_A}\n`, err: "", exitCode: 0 });
    expect(brief(base.root)).toEqual([
      "claims/title claude-opus-4-8 pass declared full-review",
      "prose/brevity claude-opus-4-8 pass observed full-review",
      "prose/clarity claude-opus-4-8 warn observed full-review",
    ]);
  });

  it("keeps the waiver of one side, although the other has reviewed it later", async () => {
    const there = await makeReviewedBase();
    await nested(there.root, ["waive", "d473c644", "--remark", "meant"]);
    await nested(there.root, ["lock"]);
    const waived = readFileSync(join(there.root, LOCK_A), "utf8").split("\n").slice(1, -2);
    const [, waiver = ""] = /(,"waived":\{.*?\})/.exec(waived.join("\n")) ?? [];
    const later = waived.map((line) =>
      line.replace(waiver, "").replace(/("kind":"[^"]*","at":)"[^"]*"/, `$1"${new Date().toISOString()}"`),
    );
    const both = ["[", "<<<<<<< HEAD", ...waived, "=======", ...later, ">>>>>>> theirs", "]", ""];
    const base = makeBase({ [LOCK_A]: both.join("\n") });
    expect((await nested(base.root, ["warns", "--waived"])).out).toContain("meant");
    await nested(base.root, ["lock"]);
    const healed = readFileSync(join(base.root, LOCK_A), "utf8");
    expect(healed).toContain(waiver);
    expect(healed).toContain(later[0]?.slice(0, later[0].indexOf('"findings"')));
  });

  it("gives way to what the ledger knows later, also that it was reopened", async () => {
    const earlier = (text: string) => text.replace(/"at":"[^"]*"/g, '"at":"2020-01-01T00:00:00.000Z"');
    const base = makeBase({ [LOCK_A]: await handOver(earlier) });
    await review(base, A, ["prose/clarity", "prose/brevity"]);
    await nested(base.root, ["reopen", A, "prose/brevity", ...MODEL, "--remark", "look again"]);
    await nested(base.root, ["lock"]);
    expect(entriesOf(base.root, LOCK_A)).toMatchObject([
      { gate: "prose/brevity", kind: "withdrawn", remark: "look again" },
      { gate: "prose/clarity", kind: "full-review", decision: "pass" },
    ]);
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
    await nested(root, ["waive", "d473c644", "--remark", "meant"]);
    await nested(root, ["unwaive", "d473c644", "--remark", "not meant"]);
    await nested(root, ["lock"]);
    const [clarity] = entriesOf(root, LOCK_A).filter(({ gate }) => gate === "prose/clarity");
    expect(clarity?.findings[1]).toMatchObject({ unwaived: { reason: "not meant" } });
    expect(clarity?.findings[1]).not.toHaveProperty("waived");
  });

  it("takes out a waiver that was taken back here, also from a colleague's later entry", async () => {
    const { root } = await makeReviewedBase();
    await nested(root, ["waive", "d473c644", "--remark", "meant"]);
    await nested(root, ["lock"]);
    const text = readFileSync(join(root, LOCK_A), "utf8");
    expect(text).toContain('"waived":');
    const now = new Date().toISOString();
    writeFileSync(join(root, LOCK_A), text.replaceAll(/("kind":"[^"]*","at":)"[^"]*"/g, `$1"${now}"`));
    await nested(root, ["unwaive", "d473c644", "--remark", "it counts after all"]);
    expect(await nested(root, ["lock"])).toMatchObject({ exitCode: 0, out: `wrote ${LOCK_A}\n` });
    const written = readFileSync(join(root, LOCK_A), "utf8");
    expect(written).toContain(`"at":"${now}"`);
    expect(written).not.toContain('"waived":');
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
