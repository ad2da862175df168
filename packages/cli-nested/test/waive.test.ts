import { existsSync } from "node:fs";
import { join } from "node:path";
import { ledgerPath, queryLedger } from "@review/test-kit/ledger-rows.ts";
import { expectRefusal } from "@review/test-kit/refusal.ts";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { MODEL, makePairBase } from "./pair-base.ts";
import { makeBase, makeReviewedBase, nested, nestedJson } from "./reviewed-base.ts";

const A = "kb/notes/a.md";
/** The keys of what run 1 found there, in its order. */
const [TERM, OTHER] = ["98511fd8", "d473c644"] as const;
const REASON = ["--remark", "explained in the glossary"];

const keyOf = (root: string, id: number) =>
  String(queryLedger(root, "SELECT key FROM findings WHERE id = ?", id)[0]?.key);

/** Gives a finding another key, past all that forbids it. */
function rekey(root: string, id: number, key: string): void {
  const raw = new Database(ledgerPath(root));
  const trigger = "SELECT sql FROM sqlite_schema WHERE name = 'finding_is_fixed'";
  const sql = String(raw.prepare(trigger).pluck().get());
  raw.exec(`DROP TRIGGER finding_is_fixed; UPDATE findings SET key = '${key}' WHERE id = ${id}; ${sql}`);
  raw.close();
}

describe("waive", () => {
  it("says of what `warns --waived` does not list that it does not", async () => {
    const base = await makePairBase();
    const { warns } = await nestedJson(base.root, ["warns", A]);
    const found = (warns as { findings: { key: string }[] }[])[0]?.findings ?? [];
    const key = found[0]?.key ?? "";
    const pass = ["--override", "pass", "--remark", "on purpose", ...MODEL];
    await nested(base.root, ["ack", A, "prose/body", ...pass]);
    const { err } = await nested(base.root, ["waive", key, ...REASON]);
    expect(err).toMatch(
      /^1 finding waived; `review-nested warns --waived` does not list it: a person decided pass/,
    );
    expect((await nested(base.root, ["warns", "--waived"])).out).toBe("");
  });

  it("takes a finding out of the queue; warns --waived, why and show tell of it", async () => {
    const { root } = await makeReviewedBase();
    const asked = ["waive", OTHER, ...REASON, "--until", "2999-12-31", "--author", "Ada"];
    const { out, err, exitCode } = await nested(root, asked);
    expect(out).toMatch(/^waived d473c644[0-9a-f]{8}\n$/);
    expect({ err, exitCode }).toEqual({
      err: "1 finding waived until the end of 2999-12-31 (UTC): `review-nested warns --waived` lists it\n",
      exitCode: 0,
    });
    const queue = await nested(root, ["warns"]);
    expect(queue.out).toContain(`[${TERM}]`);
    expect(queue.out).not.toContain(OTHER);
    expect(queue.err).toBe("1 finding of 1 review in 1 note\n");
    const finding = [
      "      - WARN: another finding  [d473c644]",
      "        waived: explained in the glossary (Ada), until 2999-12-31",
      "        > # A",
      "          kb/notes/a.md:6:1",
    ].join("\n");
    const waived = await nested(root, ["warns", "--waived"]);
    expect(waived).toEqual({
      out: `${A}\n  WARN  prose/clarity  run 1, claude-opus-4-8\n${finding}\n`,
      err: "1 finding of 1 review waived\n",
      exitCode: 0,
    });
    expect((await nested(root, ["show", "1"])).out).toContain(finding);
    expect((await nested(root, ["why", A, "prose/clarity", ...MODEL])).out).toContain(finding);
    const { verdict } = await nestedJson(root, ["why", A, "prose/clarity", ...MODEL]);
    const said = { reason: "explained in the glossary", author: "Ada", until: "2999-12-31" };
    expect(verdict).toMatchObject({
      findings: [{ isNew: true }, { waived: { ...said, at: expect.any(String) } }],
    });
    expect(verdict).not.toHaveProperty("findings.0.waived");
  });

  it("says what it replaces: another last day, or none", async () => {
    const { root } = await makeReviewedBase();
    await nested(root, ["waive", OTHER, ...REASON, "--until", "2999-12-31", "--author", "Ada"]);
    const forGood = await nested(root, ["waive", TERM, OTHER, "--remark", "meant"]);
    expect(forGood.out).toMatch(
      /^waived 98511fd8\w{8}\nwaived d473c644\w{8}; before: explained in the glossary \(Ada\), until 2999-12-31\n$/,
    );
    const again = ["waive", TERM, OTHER, ...REASON, "--until", "2999-12-31"];
    expect(await nestedJson(root, again)).toMatchObject({
      replaced: [
        { key: expect.stringMatching(`^${TERM}`), reason: "meant" },
        { key: expect.stringMatching(`^${OTHER}`), reason: "meant" },
      ],
    });
    await nested(root, ["unwaive", OTHER, "--remark", "no"]);
    expect((await nested(root, ["waive", OTHER, ...REASON])).out).not.toContain("before");
  });

  it("understands --reason for --remark, as fail and reopen do", async () => {
    const { root } = await makeReviewedBase();
    expect(await nestedJson(root, ["waive", TERM, "--reason", "meant"])).toMatchObject({ reason: "meant" });
    const reopen = ["reopen", A, "prose/clarity", ...MODEL, "--reason", "it missed the table"];
    expect((await nested(root, reopen)).exitCode).toBe(0);
    expect((await nested(root, ["history", A])).out).toContain("it missed the table");
    expect((await nested(root, ["fail", "3", "--reason", "stopped"])).exitCode).toBe(0);
  });

  it("takes a key in brackets, as it is printed, and in capitals", async () => {
    const { root } = await makeReviewedBase();
    const waived = await nested(root, ["waive", `[${OTHER}]`, TERM.toUpperCase(), ...REASON]);
    expect(waived.out).toMatch(/^waived d473c644\w{8}\nwaived 98511fd8\w{8}\n$/);
    const { out } = await nested(root, ["unwaive", `[${TERM.toUpperCase()}]`, "--remark", "no"]);
    expect(out).toMatch(/^unwaived 98511fd8/);
  });

  it("leaves a pair out altogether whose findings are all waived, and says so", async () => {
    const { root } = await makeReviewedBase();
    const document = await nestedJson(root, ["waive", TERM, OTHER, TERM, ...REASON]);
    expect(document).toEqual({
      schema: 1,
      waived: [expect.stringMatching(`^${TERM}`), expect.stringMatching(`^${OTHER}`)],
      reason: "explained in the glossary",
      exitCode: 0,
    });
    expect(await nestedJson(root, ["warns"])).toMatchObject({ warns: [], leftOut: { waived: 1 } });
    const { out, err } = await nested(root, ["warns"]);
    expect({ out, err }).toEqual({
      out: "",
      err: "nothing to mend in notes and gates as they are now\nleft out: 1 pair whose findings are all waived: `warns --waived` lists them\n",
    });
    expect(await nestedJson(root, ["warns", "--waived"])).toMatchObject({
      warns: [{ findings: [{}, {}] }],
      leftOut: { waived: 0 },
    });
  });

  it("does not touch what a person remarked in a review's place", async () => {
    const { root } = await makePairBase();
    const override = ["--override", "fail", "--remark", "still too long"];
    await nested(root, ["ack", A, "prose/body", ...MODEL, ...override]);
    const key = keyOf(root, 1);
    await nested(root, ["waive", key, ...REASON]);
    expect(await nestedJson(root, ["warns", A])).toMatchObject({
      warns: [{ decision: "fail", findings: [{ message: "still too long" }] }],
      leftOut: { waived: 0 },
    });
    expect((await nested(root, ["warns", A])).out).not.toContain(key.slice(0, 8));
    expect((await nested(root, ["warns", A, "--waived"])).out).toContain(`[${key.slice(0, 8)}]`);
  });

  it("is taken back, with a reason", async () => {
    const { root } = await makeReviewedBase();
    await nested(root, ["waive", TERM, OTHER, ...REASON]);
    expect((await nested(root, ["warns", "--waived"])).err).toBe("2 findings of 1 review waived\n");
    const { out, err } = await nested(root, ["unwaive", TERM, OTHER, "--remark", "the glossary is gone"]);
    expect(out).toMatch(/^unwaived 98511fd8[0-9a-f]{8}\nunwaived d473c644[0-9a-f]{8}\n$/);
    expect(err).toBe("2 findings count again\n");
    expect((await nested(root, ["warns"])).err).toBe("2 findings of 1 review in 1 note\n");
    expect(await nested(root, ["warns", "--waived"])).toEqual({
      out: "",
      err: "nothing is waived that an accepted review found in notes and gates as they are now\n",
      exitCode: 0,
    });
    await nested(root, ["waive", TERM, ...REASON]);
    const again = ["unwaive", TERM, "--remark", "no", "--author", "Ada"];
    expect(await nestedJson(root, again)).toMatchObject({ reason: "no", author: "Ada" });
  });

  it.each<[string, string[], string, number]>([
    ["no reason", ["waive", TERM], "say why: --remark TEXT", 2],
    ["a blank author", ["waive", TERM, ...REASON, "--author", " "], "say who: --author NAME", 2],
    ["no key", ["waive", ...REASON], "keys", 2],
    ["too little of a key", ["waive", "98511", ...REASON], '"98511" is not the key of a finding', 2],
    ["too much", ["waive", "9".repeat(17), ...REASON], "is not the key of a finding", 2],
    ["what is no key", ["waive", "prose/clarity", ...REASON], "is not the key of a finding", 2],
    ["an unknown one", ["waive", TERM, "ffffff", ...REASON], 'no review found "ffffff"', 2],
    ["no day", ["waive", TERM, ...REASON, "--until", "2026-02-30"], "write it as YYYY-MM-DD", 2],
    ["a day gone by", ["waive", TERM, ...REASON, "--until", "2020-01-01"], "2020-01-01 has passed", 2],
    ["what is waived", ["waive", TERM, OTHER, ...REASON], "is waived already (meant)", 4],
    ["to take back what counts", ["unwaive", OTHER, TERM, ...REASON], "is not waived", 2],
  ])("refuses %s, and changes nothing", async (_, asked, why, exitCode) => {
    const { root } = await makeReviewedBase();
    await nested(root, ["waive", OTHER, "--remark", "meant"]);
    const ran = await nested(root, asked);
    expect(ran).toMatchObject({ out: "", exitCode, err: expect.stringContaining(why) });
    expect((await nested(root, ["warns"])).err).toBe("1 finding of 1 review in 1 note\n");
  });

  it("lists the findings that a beginning could mean", async () => {
    const { root } = await makePairBase();
    const first = keyOf(root, 1);
    const near = first.slice(0, 15) + (first.endsWith("0") ? "1" : "0");
    rekey(root, 2, near);
    await expectRefusal(nestedHere, root, ["waive", first.slice(0, 15), ...REASON], {
      exitCode: 2,
      code: "usage",
      message: `${first.slice(0, 15)} could mean ${[first, near].toSorted().join(" or ")}: write more of it`,
    });
    expect((await nested(root, ["waive", first, ...REASON])).exitCode).toBe(0);
  });

  it("needs no ledger to say that nothing was found, and makes none", async () => {
    const { root } = makeBase();
    const { err, exitCode } = await nested(root, ["waive", "ffffff", ...REASON]);
    expect(err).toContain('no review found "ffffff"');
    expect({ exitCode, isMade: existsSync(join(root, ".review")) }).toEqual({ exitCode: 2, isMade: false });
  });
});
