import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { openLedger } from "@review/db";
import { waive } from "@review/lifecycle";
import { ledgerPath, queryLedger } from "@review/test-kit/ledger-rows.ts";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { A, brief, entriesOf, LOCK_A, MODEL, review } from "./lock-files.ts";
import { importAcceptance } from "./pair-base.ts";
import { gpt, makeReviewedBase, nested, nestedJson } from "./reviewed-base.ts";

const LOCK_B = "review.lock/kb/notes/b.md.json";

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
      withoutFile: [],
      unwritten: [],
      cut: [],
      notCarriedOver: [],
      undecided: 0,
      exitCode: 0,
    });
    expect(readFileSync(join(root, LOCK_A), "utf8")).toBe(text);
  });

  const tooLong = "its name has more than 237 bytes; make it shorter";
  it.each([
    ["too long a name of letters", "b".repeat(251), tooLong],
    ["too long a name of signs of three bytes", "日".repeat(83), tooLong],
    [
      "a folder that would be the file of another",
      "a.md.json/z",
      "its folder kb/notes/a.md.json is called as a file of the lock is; rename it",
    ],
    ["two backslashes", "p\\\\q", "its path leads elsewhere where a backslash parts names; rename it"],
  ])("a note with %s is named, and keeps no other from its file", async (_, name, reason) => {
    const long = `kb/notes/${name}.md`;
    const base = await makeReviewedBase({ [long]: "# Long\n" });
    const { root } = base;
    await review(base, long, ["prose/clarity"]);
    const why = `warning: ${long} has no file in the lock: ${reason}\n`;
    expect(await nested(root, ["lock"])).toEqual({ out: `wrote ${LOCK_A}\n`, err: why, exitCode: 0 });
    expect(await nested(root, ["lock", "--check"])).toMatchObject({
      exitCode: 0,
      err: expect.stringContaining(why),
    });
    const frozen = await nested(root, ["verify", "--frozen", "prose/clarity", "--note", long]);
    expect(frozen).toMatchObject({ exitCode: 1, err: expect.stringContaining("has no file in the lock") });
    expect(await nested(root, ["verify", "prose/clarity", "--note", long])).toMatchObject({ exitCode: 0 });
    rmSync(join(root, long));
    expect(await nested(root, ["lock"])).toMatchObject({ err: "review.lock is up to date: 1 file\n" });
  });

  it("has files for names of up to 237 bytes", async () => {
    const long = `kb/notes/${"b".repeat(234)}.md`;
    const base = await makeReviewedBase({ [long]: "# Long\n" });
    await review(base, long, ["prose/clarity"]);
    expect((await nested(base.root, ["lock"])).out).toContain(`wrote review.lock/${long}.json\n`);
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
      withoutFile: [],
      unwritten: [],
      cut: [],
      notCarriedOver: [],
      undecided: 0,
      exitCode: 1,
    });
    await review(base, A, ["claims/title"], { modelId: gpt, runner: "an agent" });
    expect(await nestedJson(root, ["lock", "--check"])).toMatchObject({ outdated: [LOCK_A] });
    await nested(root, ["lock"]);
    expect(brief(root)).toEqual(["claims/title gpt-5-4 pass declared full-review"]);
  });

  it("has what stands: every partition, an override with its remark, and what was reopened", async () => {
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
      "prose/clarity claude-opus-4-8 withdrawn",
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
      "--remark",
      "meant",
      "--until",
      "2999-01-01",
      "--author",
      "Ada",
    ]);
    await nested(root, ["lock"]);
    expect(entriesOf(root, LOCK_A)[1]?.findings.map(({ waived }) => waived)).toEqual([
      { reason: "explained below" },
      { severity: "warn", reason: "meant", author: "Ada", until: "2999-01-01", at: expect.any(String) },
    ]);
    await nested(root, ["unwaive", "d473c644", "--remark", "not meant"]);
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

  it("leaves out what an import accepted without a decision, and says so", async () => {
    const base = await makeReviewedBase();
    importAcceptance(base, A, "claims/title");
    const { err } = await nested(base.root, ["lock"]);
    expect(err).toBe("left out: 1 pair that an import accepted without a decision\n");
    expect(brief(base.root)).toHaveLength(2);
    expect(await nestedJson(base.root, ["lock", "--check"])).toMatchObject({
      isUpToDate: true,
      undecided: 1,
    });
  });

  it("refuses to say what is accepted of a gate that is broken", async () => {
    const base = await makeReviewedBase({ "kb/instructions/review-gates/prose/bad.md": "" });
    const { err, exitCode } = await nested(base.root, ["lock"]);
    expect(err).toContain("bad.md");
    expect(exitCode).toBe(2);
  });

  it("touches nothing outside, whatever a ledger calls a note", async () => {
    const base = await makeReviewedBase({ "x.json": "[]" });
    const raw = new Database(ledgerPath(base.root));
    const event = "accepted_note_sha, accepted_gate_sha, accepted_at, acceptance_kind";
    const columns = `note_path, gate_id, model_id, ${event}`;
    raw.exec(`INSERT INTO acceptance_events (${columns})
      SELECT '../x', gate_id, model_id, accepted_note_sha, accepted_gate_sha, accepted_at, 'migration-import'
      FROM acceptance_events LIMIT 1`);
    raw.close();
    expect((await nested(base.root, ["lock"])).out).toBe(`wrote ${LOCK_A}\n`);
    expect(readFileSync(join(base.root, "x.json"), "utf8")).toBe("[]");
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
