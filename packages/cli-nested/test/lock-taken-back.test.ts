import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openCorpus } from "@review/corpus";
import { openLedger } from "@review/db";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { viewPage } from "@review/views";
import { describe, expect, it } from "vitest";
import { A, entriesOf, LOCK_A, MODEL, review } from "./lock-files.ts";
import { gpt, makeReviewedBase, nested, nestedJson } from "./reviewed-base.ts";

const GATE = "prose/clarity";
const VERIFY = ["verify", GATE, "--note", A];

/** Two clones of one tree: the first has reviewed, the second knows of it from the lock alone. */
async function twoClones() {
  const base = await makeReviewedBase();
  await nested(base.root, ["lock"]);
  const other = scratchFolder();
  cpSync(base.root, other, { recursive: true });
  rmSync(join(other, ".review"), { recursive: true });
  const pull = (from: string, to: string) =>
    writeFileSync(join(to, LOCK_A), readFileSync(join(from, LOCK_A)));
  return { base, a: base.root, b: other, pull };
}

const staleIn = async (root: string) => {
  const { stale } = await nestedJson(root, ["stale", GATE, "--note", A, ...MODEL]);
  return (stale as { reason: string }[]).map(({ reason }) => reason);
};

describe("what one takes back", () => {
  it("does not come back from the machine that reviewed it, and says why it does not hold", async () => {
    const { a, b, pull } = await twoClones();
    await nested(b, ["reopen", A, GATE, ...MODEL, "--remark", "the claim\nis wrong"]);
    await nested(b, ["lock"]);
    for (const frozen of [[], ["--frozen"]]) {
      expect(await nested(b, [...VERIFY, ...frozen])).toMatchObject({
        exitCode: 1,
        out: expect.stringContaining("it was reopened: the claim is wrong"),
      });
    }
    const written = readFileSync(join(b, LOCK_A), "utf8");
    pull(b, a);
    expect(await staleIn(a)).toEqual(["reopened"]);
    expect(await nested(a, ["lock"])).toMatchObject({ out: "", exitCode: 0 });
    expect(readFileSync(join(a, LOCK_A), "utf8")).toBe(written);
    const { exitCode, out } = await nested(a, VERIFY);
    expect([exitCode, out]).toEqual([1, expect.stringContaining("it was reopened: the claim is wrong")]);
  });

  it("is told by a clone that has no ledger, and kept by its lock", async () => {
    const { a, b, pull } = await twoClones();
    await nested(a, ["reopen", A, GATE, ...MODEL, "--remark", "not so"]);
    await nested(a, ["lock"]);
    pull(a, b);
    expect(await staleIn(b)).toEqual(["reopened"]);
    const why = await nestedJson(b, ["why", A, GATE, ...MODEL]);
    expect(why).toMatchObject({ state: "reopened", reopened: { remark: "not so" }, acknowledgeable: false });
    expect((await nested(b, ["why", A, GATE, ...MODEL])).out).toMatch(
      /^reopened .*from the lock: .*: not so$/m,
    );
    expect((await nested(b, ["history", A, GATE])).out).toMatch(/reopened .*from the lock: not so$/m);
    const { exitCode, err } = await nested(b, ["ack", A, GATE, ...MODEL]);
    expect([exitCode, err]).toEqual([2, expect.stringContaining("was reopened against")]);
    await using none = await openLedger(":memory:");
    const asked = { toolVersion: "1.2.3", now: new Date(), runs: 1 };
    const { pairs } = await viewPage(await openCorpus({ cwd: b }), none, asked);
    expect(pairs.filter(({ state }) => state === "reopened")).toHaveLength(1);
    expect(await nested(b, ["lock", "--check"])).toMatchObject({ exitCode: 0 });
    expect(await nested(b, [...VERIFY, "--frozen"])).toMatchObject({ exitCode: 1 });
  });

  it("is no trivial change of what was accepted before, in a ledger that knows only of that", async () => {
    const { base, a, b, pull } = await twoClones();
    await nested(b, ["ack", A, GATE, ...MODEL, "--override", "pass", "--remark", "fine"]);
    for (const root of [a, b]) appendFileSync(join(root, A), "More words.\n");
    expect(await staleIn(b)).toEqual(["note-changed"]);
    await review(base, A, [GATE]);
    await nested(a, ["reopen", A, GATE, ...MODEL, "--remark", "not so"]);
    await nested(a, ["lock"]);
    pull(a, b);
    expect(await staleIn(b)).toEqual(["reopened"]);
  });

  it("is fresh for both when one of them has reviewed it again", async () => {
    const { base, a, b, pull } = await twoClones();
    await nested(b, ["reopen", A, GATE, ...MODEL, "--remark", "not so"]);
    await nested(b, ["lock"]);
    pull(b, a);
    expect(await staleIn(a)).toEqual(["reopened"]);
    await review(base, A, [GATE]);
    await nested(a, ["lock"]);
    pull(a, b);
    expect(await staleIn(b)).toEqual([]);
    expect(await nested(b, ["lock"])).toMatchObject({ out: "", exitCode: 0 });
    expect(await nested(b, [...VERIFY, "--frozen"])).toMatchObject({ exitCode: 0 });
  });
});

it("a FAIL that is taken back is not cleared by what another model said before", async () => {
  const base = await makeReviewedBase();
  await review(base, A, [GATE], { modelId: gpt });
  await nested(base.root, ["reopen", A, GATE, ...MODEL, "--remark", "not so"]);
  await nested(base.root, ["lock"]);
  const outcomes = async () => {
    const answers = [await nested(base.root, VERIFY), await nested(base.root, [...VERIFY, "--frozen"])];
    return answers.map(({ exitCode, out }) => [exitCode, out.includes("it was reopened: not so")]);
  };
  expect(await outcomes()).toEqual([
    [1, true],
    [1, true],
  ]);
  await review(base, A, [GATE], { modelId: gpt });
  await nested(base.root, ["lock"]);
  expect(await outcomes()).toEqual([
    [0, false],
    [0, false],
  ]);
});

describe("what one decides later about versions that another took in", () => {
  const warnsIn = async (root: string) =>
    ((await nestedJson(root, ["warns", "--note", A])).warns as { gateId: string }[]).map(
      ({ gateId }) => gateId,
    );

  it("an override reaches the ledger of the other, but none of a review of its own", async () => {
    const { a, b, pull } = await twoClones();
    expect(await warnsIn(b)).toEqual([GATE]);
    const c = scratchFolder();
    cpSync(b, c, { recursive: true });
    const override = ["ack", A, GATE, ...MODEL, "--override", "pass", "--remark", "it is clear"];
    expect(await nested(b, override)).toMatchObject({ exitCode: 0 });
    await nested(b, ["lock"]);
    pull(b, c);
    pull(b, a);
    expect(await warnsIn(c)).toEqual([]);
    expect(await nested(c, ["lock"])).toMatchObject({ out: "" });
    expect(await warnsIn(a)).toEqual([GATE]);
  });

  it("a waiver and that it was taken back reach the ledger of the other", async () => {
    const { a, b, pull } = await twoClones();
    const found = entriesOf(a, LOCK_A).find(({ gate }) => gate === GATE)?.findings ?? [];
    const keys = found.map(({ key }) => String(key));
    await nested(a, ["waive", ...keys, "--remark", "meant"]);
    await nested(a, ["lock"]);
    pull(a, b);
    expect(await warnsIn(b)).toEqual([]);
    await nested(a, ["unwaive", ...keys, "--remark", "not meant"]);
    await nested(a, ["lock"]);
    pull(a, b);
    expect(await warnsIn(b)).toEqual([GATE]);
    expect(await nested(b, ["lock"])).toMatchObject({ out: "", exitCode: 0 });
    expect(readFileSync(join(b, LOCK_A), "utf8")).toBe(readFileSync(join(a, LOCK_A), "utf8"));
  });
});
