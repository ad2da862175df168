import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { A, brief, entriesOf, LOCK_A, MODEL, review } from "./lock-files.ts";
import { nestedHere } from "./nested-here.ts";
import { makeBase, makeReviewedBase, nested } from "./reviewed-base.ts";

const LOCK_B = "review.lock/kb/notes/b.md.json";

describe("a lock that is kept up to date", () => {
  const AUTO = { "review.config.json": JSON.stringify({ lock: { auto: true } }) };

  it("is written by each command that decides something, for the notes that it touched", async () => {
    const { root } = await makeReviewedBase({ ...AUTO, [LOCK_B]: "[]" });
    await nested(root, ["ack", A, "prose/brevity", ...MODEL, "--override", "warn", "--remark", "long"]);
    expect(brief(root)).toEqual([
      "prose/brevity claude-opus-4-8 warn observed manual-override",
      "prose/clarity claude-opus-4-8 warn observed full-review",
    ]);
    await nested(root, ["waive", "98511fd8", "--remark", "meant"]);
    expect(entriesOf(root, LOCK_A)[1]?.findings[0]).toMatchObject({ waived: { reason: "meant" } });
    await nested(root, ["unwaive", "98511fd8", "--remark", "not meant"]);
    expect(entriesOf(root, LOCK_A)[1]?.findings[0]).not.toHaveProperty("waived");
    await nested(root, ["reopen", A, "prose/brevity", ...MODEL, "--remark", "again"]);
    expect(brief(root)[0]).toBe("prose/brevity claude-opus-4-8 withdrawn");
    await nested(root, ["reopen", A, "prose/clarity", ...MODEL, "--remark", "again"]);
    expect(brief(root)[1]).toBe("prose/clarity claude-opus-4-8 withdrawn");
    // What no command touched is left as it is.
    expect(readFileSync(join(root, LOCK_B), "utf8")).toBe("[]");
  });

  it("is written by bundle and sweep, which say who judged", async () => {
    const gate = `---\ncheck: [${process.execPath}, check.cjs]\n---\n# Always\n\nIs it there?\n`;
    const { root } = makeBase({
      ...AUTO,
      "check.cjs": "",
      "kb/instructions/review-gates/checks/always.md": gate,
    });
    await nestedHere(root, ["bundle", A, "checks/always", "--runner", "checks"]);
    expect(brief(root)).toEqual(["checks/always checks pass checks full-review"]);
    expect(existsSync(join(root, LOCK_B))).toBe(false);
    await nestedHere(root, ["sweep", "checks/always", "--runner", "checks"]);
    expect(brief(root, LOCK_B)).toEqual(["checks/always checks pass checks full-review"]);
  });

  it("has what each of several commands decided at once", async () => {
    const gates = Array.from({ length: 8 }, (_, index) => `many/g${index}`);
    const texts = gates.map((id) => [`kb/instructions/review-gates/${id}.md`, `# ${id}\n\nIs it so?\n`]);
    const base = makeBase({ ...AUTO, ...Object.fromEntries(texts) });
    await review(base, A, gates);
    const override = ["--override", "warn", "--remark", "seen"];
    await Promise.all(gates.map((gate) => nested(base.root, ["ack", A, gate, ...MODEL, ...override])));
    expect(brief(base.root)).toEqual(
      gates.map((gate) => `${gate} claude-opus-4-8 warn declared manual-override`),
    );
    expect((await nested(base.root, ["lock", "--check"])).exitCode).toBe(0);
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
