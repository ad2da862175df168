import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";
import { A, entriesOf, LOCK_A, MODEL } from "./lock-files.ts";
import { makeReviewedBase, nested, nestedJson } from "./reviewed-base.ts";

const CLARITY = ["prose/clarity", ...MODEL];
const lockOf = (root: string) => readFileSync(join(root, LOCK_A), "utf8");

/** A clone, with the lock alone, of a base in which a person has overridden a verdict. */
async function cloneOfOverridden(remark: string): Promise<{ here: string; clone: string }> {
  const { root: here } = await makeReviewedBase();
  await nested(here, ["ack", A, ...CLARITY, "--override", "pass", "--remark", remark]);
  await nested(here, ["lock"]);
  const clone = scratchFolder();
  cpSync(here, clone, { recursive: true });
  rmSync(join(clone, ".review"), { recursive: true });
  return { here, clone };
}

it("tells a colleague why a person decided, in all that explains a pair", async () => {
  const { clone } = await cloneOfOverridden("the term is\n  a known one");
  const said = "the term is a known one";
  expect((await nested(clone, ["why", A, ...CLARITY])).out).toMatch(new RegExp(`^remark +${said}$`, "m"));
  expect(await nestedJson(clone, ["why", A, ...CLARITY])).toMatchObject({
    verdict: { attested: { kind: "manual-override", remark: said } },
  });
  expect((await nested(clone, ["history", A])).out).toContain(`overridden by a person: ${said}`);
  expect((await nested(clone, ["show", "1"])).out).toContain(`overridden by a person: ${said}`);
});

it("is written again as it stood, whoever decides about the pair later, and not more than fits on a line", async () => {
  const { here, clone } = await cloneOfOverridden(`${"é ".repeat(300)}end`);
  const [, { remark } = { remark: "" }] = entriesOf(here, LOCK_A);
  expect(remark).toBe(`${"é ".repeat(249)}é…`);
  // With a ledger that has taken it in.
  await nested(clone, ["ack", A, "prose/brevity", ...MODEL, "--override", "warn", "--remark", "too long"]);
  await nested(clone, ["lock"]);
  const [brevity, clarity] = entriesOf(clone, LOCK_A);
  expect(brevity).toMatchObject({ kind: "manual-override", remark: "too long" });
  expect(clarity).toMatchObject({ kind: "manual-override", remark });
  await nested(clone, ["reopen", A, ...CLARITY, "--remark", "not so"]);
  await nested(clone, ["ack", A, ...CLARITY]);
  await nested(clone, ["lock"]);
  expect(entriesOf(clone, LOCK_A)[1]).toMatchObject({ kind: "manual-ack", decision: "pass", remark });
  expect(lockOf(here)).not.toContain("manual-ack");
});
