import { expect, it } from "vitest";
import { A, entriesOf, LOCK_A } from "./lock-files.ts";
import { MODEL, makePairBase, review } from "./pair-base.ts";
import { nested, nestedJson, type ReviewedBase } from "./reviewed-base.ts";

const GATE = "prose/body";

async function keyIn({ root }: ReviewedBase): Promise<string> {
  const { warns } = await nestedJson(root, ["warns", "--note", A]);
  return (warns as { findings: { key: string }[] }[])[0]?.findings[0]?.key ?? "";
}

/** A finding that was waived as a warn, is so in the lock, and is a fail of the same versions since. */
async function makeOutgrown(): Promise<{ base: ReviewedBase; key: string }> {
  const base = await makePairBase();
  const key = await keyIn(base);
  await nested(base.root, ["waive", key, "--remark", "meant"]);
  await nested(base.root, ["lock"]);
  await review(base, A, { [GATE]: "fail" });
  expect(await keyIn(base)).toBe(key);
  return { base, key };
}

const findingsIn = ({ root }: ReviewedBase) =>
  entriesOf(root, LOCK_A).find(({ gate }) => gate === GATE)?.findings;

it("the lock has no waiver of a finding that is worse now", async () => {
  const { base } = await makeOutgrown();
  await nested(base.root, ["lock"]);
  expect(findingsIn(base)?.[0]).not.toHaveProperty("waived");
});

it("the lock has the last decision about a finding that is worse now, also where it is in the same words", async () => {
  const { base, key } = await makeOutgrown();
  await nested(base.root, ["waive", key, "--remark", "meant"]);
  await nested(base.root, ["lock"]);
  expect(findingsIn(base)).toMatchObject([{ key, severity: "fail", waived: { severity: "fail" } }]);
});

it("the lock says the same at once and later of what a person has made milder than it was found to be", async () => {
  const { base, key } = await makeOutgrown();
  const override = ["--override", "warn", "--remark", "not so bad"];
  expect((await nested(base.root, ["ack", A, GATE, ...override, ...MODEL])).exitCode).toBe(0);
  base.write(LOCK_A, "[\n]\n");
  await nested(base.root, ["lock"]);
  expect(findingsIn(base)).toMatchObject([{ message: "not so bad" }, { key, severity: "warn" }]);
  expect(await nested(base.root, ["lock", "--check"])).toMatchObject({ out: "", exitCode: 0 });
});
