import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { queryLedger } from "@review/test-kit/ledger-rows.ts";
import { describe, expect, it } from "vitest";
import { A, brief, entriesOf, LOCK_A } from "./lock-files.ts";
import { review } from "./pair-base.ts";
import { nested, nestedJson } from "./reviewed-base.ts";
import { makeTwoClones } from "./two-clones.ts";

const OPUS = ["--model", "opus"];
const CLARITY = "prose/clarity";
const runsIn = (root: string) => queryLedger(root, "SELECT id, runner FROM review_runs ORDER BY id");
const lockOf = (root: string) => readFileSync(join(root, LOCK_A), "utf8");

describe("what a colleague has reviewed, in a fresh clone", () => {
  it("is fresh under the name that the colleague asked for, without a ledger", async () => {
    const ben = (await makeTwoClones()).ben.root;
    const pairs = ["prose", "--note", A, ...OPUS];
    expect(await nestedJson(ben, ["stale", ...pairs])).toMatchObject({ stale: [], exitCode: 0 });
    // No reviewer is started: there is none that could be.
    const swept = await nested(ben, ["sweep", ...pairs, "--runner", "claude-code", "--fail-on", "fail"]);
    expect(swept).toMatchObject({ exitCode: 0 });
    expect(swept.err).toContain("everything is fresh under opus: nothing to review");
    expect((await nested(ben, ["why", A, CLARITY, ...OPUS])).out).toMatch(
      /^verdict {3}WARN, from the lock: claude-opus-4-8, observed, \d{4}-\d\d-\d\d; taken in/m,
    );
    const { warns } = await nestedJson(ben, ["warns"]);
    expect(warns).toMatchObject([
      {
        notePath: A,
        gateId: CLARITY,
        findings: [{ quotes: [{ text: "Plain text.", place: { startLine: 8 } }] }, {}],
      },
    ]);
    expect(existsSync(join(ben, ".review"))).toBe(false);
  });

  it("is told of a text that is another one by now, which cannot be taken in", async () => {
    const ben = (await makeTwoClones()).ben.root;
    // Where the text before cannot be found, either.
    rmSync(join(ben, ".git"), { recursive: true });
    appendFileSync(join(ben, A), "One more line.\n");
    const { stale } = await nestedJson(ben, ["stale", CLARITY, "--note", A, ...OPUS]);
    const locked = { modelId: "claude-opus-4-8", decision: "warn", at: expect.any(String), changed: "note" };
    expect(stale).toMatchObject([{ gateId: CLARITY, reason: "missing-review", locked }]);
    expect((await nested(ben, ["stale", CLARITY, "--note", A, ...OPUS])).out).toContain(
      `missing-review  ${CLARITY}  (in the lock: warn; note changed since)`,
    );
    expect(await nestedJson(ben, ["why", A, CLARITY, ...OPUS])).toMatchObject({ locked });
    expect((await nested(ben, ["why", A, CLARITY, ...OPUS])).out).toMatch(
      /^verdict {3}none of this text; the lock has WARN of claude-opus-4-8, [-\d]+, and the note changed since$/m,
    );
    expect(await nestedJson(ben, ["why", A, CLARITY, "--model", "other"])).not.toHaveProperty("locked");
  });

  it("is written down as it stood, by whoever writes it", async () => {
    const { ada, ben } = await makeTwoClones(async ({ root }) => {
      await nested(root, [
        "waive",
        "98511fd8",
        "--remark",
        "meant",
        "--author",
        "Ada",
        "--until",
        "2999-01-01",
      ]);
    });
    expect(await nestedJson(ben.root, ["warns"])).toMatchObject({
      warns: [{ findings: [{ message: "another finding" }] }],
    });
    expect(await nestedJson(ben.root, ["lock", "--check"])).toMatchObject({ isUpToDate: true, refused: [] });
    // With a ledger it is no other.
    await review(ben, "kb/notes/b.md", { "claims/title": "pass" });
    await nested(ben.root, ["lock"]);
    expect(runsIn(ben.root)).toEqual([
      { id: 1, runner: "claude-code" },
      { id: 2, runner: "lock" },
    ]);
    expect(lockOf(ben.root)).toBe(lockOf(ada.root));
    // Without the file, the ledger alone says it; only when the waiver was taken in is of its own.
    rmSync(join(ben.root, LOCK_A));
    await nested(ben.root, ["lock"]);
    const withoutTimes = (text: string) => text.replace(/"until":"2999-01-01","at":"[^"]*"/, "");
    expect(withoutTimes(lockOf(ben.root))).toBe(withoutTimes(lockOf(ada.root)));
  });

  it("is taken in once", async () => {
    const ben = (await makeTwoClones()).ben.root;
    await nested(ben, ["ack", A, CLARITY, ...OPUS]);
    const runs = runsIn(ben);
    expect(runs).toEqual([{ id: 1, runner: "lock" }]);
    for (const command of [["warns"], ["runs"], ["waive", "98511fd8", "--remark", "meant"]]) {
      await nested(ben, command);
    }
    expect(runsIn(ben)).toEqual(runs);
  });
});

describe("a ledger that has taken it in", () => {
  it("decides anew: overrides, reopens", async () => {
    const ben = (await makeTwoClones()).ben.root;
    const overridden = ["ack", A, CLARITY, ...OPUS, "--override", "pass", "--remark", "it is fine"];
    expect(await nested(ben, overridden)).toMatchObject({ exitCode: 0 });
    expect(await nestedJson(ben, ["warns"])).toMatchObject({ warns: [] });
    const reopened = ["reopen", A, CLARITY, ...OPUS, "--remark", "not so"];
    expect(await nested(ben, reopened)).toMatchObject({ exitCode: 0 });
    // What was reopened stays so, whatever the lock says.
    const { stale } = await nestedJson(ben, ["stale", "prose", "--note", A, ...OPUS]);
    expect(stale).toMatchObject([{ gateId: CLARITY, reason: "reopened" }]);
    await nested(ben, ["lock"]);
    expect(brief(ben)).toEqual([
      "prose/brevity claude-opus-4-8 pass observed full-review",
      "prose/clarity claude-opus-4-8 withdrawn",
    ]);
  });

  it("gives way to a review of its own", async () => {
    const { ben } = await makeTwoClones();
    await nested(ben.root, ["ack", A, "prose/brevity", ...OPUS]);
    await review(ben, A, { [CLARITY]: "pass" });
    expect((await nested(ben.root, ["why", A, CLARITY, ...OPUS])).out).not.toContain("from the lock");
    await nested(ben.root, ["lock"]);
    expect(brief(ben.root)).toContain(`${CLARITY} claude-opus-4-8 pass declared full-review`);
  });

  it("has a person's remark, and findings as bad as the person let them be", async () => {
    const { ada, ben } = await makeTwoClones(async (base) => {
      await review(base, A, { "claims/title": "fail" });
      const override = ["--override", "warn", "--remark", "look at the title"];
      await nested(base.root, ["ack", A, "claims/title", "--model", "claude-opus-4-8", ...override]);
    });
    expect(await nestedJson(ben.root, ["lock", "--check"])).toMatchObject({ isUpToDate: true, refused: [] });
    const { warns } = await nestedJson(ben.root, ["warns", "--note", A]);
    expect(warns).toMatchObject([
      {
        decision: "warn",
        findings: [{ severity: "warn", message: "look at the title" }, { severity: "warn" }],
      },
      { gateId: CLARITY },
    ]);
    await nested(ben.root, ["waive", "98511fd8", "--remark", "meant"]);
    rmSync(join(ben.root, LOCK_A));
    await nested(ben.root, ["lock"]);
    expect(entriesOf(ben.root, LOCK_A)[0]).toEqual(entriesOf(ada.root, LOCK_A)[0]);
  });
});
