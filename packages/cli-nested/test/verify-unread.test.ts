import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { A, entriesOf, LOCK_A, review } from "./lock-files.ts";
import { gpt, makeReviewedBase, nested, nestedJson } from "./reviewed-base.ts";

const CLARITY = "prose/clarity";
const WARN = ["--fail-on", "warn"];

/** A lock that has a PASS of one model, and, of the model that warned, a line with something in it that makes it no entry. */
async function makeUnread(mangle: (line: string) => string) {
  const base = await makeReviewedBase();
  await review(base, A, [CLARITY], { modelId: gpt });
  await nested(base.root, ["lock"]);
  const path = join(base.root, LOCK_A);
  const lines = readFileSync(path, "utf8").split("\n");
  writeFileSync(path, lines.map((line) => (line.includes('"warn"') ? mangle(line) : line)).join("\n"));
  return base.root;
}

const verify = (root: string, ...more: string[]) =>
  nestedJson(root, ["verify", CLARITY, "--note", A, ...WARN, ...more]);

it.each([
  ["what a merge left", (line: string) => `||||||| ${line}`],
  ["no JSON", (line: string) => line.slice(0, -5)],
  ["a key twice", (line: string) => line.replace("{", '{"decision":"pass",')],
  ["a key that is not known", (line: string) => line.replace("{", '{"new":1,')],
  ["a gate that is none", (line: string) => line.replace(`"gate":"${CLARITY}"`, '"gate":7')],
])("does not hold by a PASS of another model beside a line that cannot be read: %s", async (_, mangle) => {
  const root = await makeUnread(mangle);
  const reason = `${LOCK_A} has what cannot be read: mend that by hand, or write it anew without that by \`review-nested lock\``;
  const next = "review-nested lock --check";
  expect((await verify(root, "--frozen")).unmet).toEqual([
    { notePath: A, gateId: CLARITY, kind: "failing", isChecked: false, reason, next },
  ]);
  const { err } = await nested(root, ["verify", CLARITY, "--note", A, "--frozen"]);
  expect(err).toContain(`\nnext: ${next}\n`);
  expect((await nested(root, ["lock", "--check"])).err).toMatch(/(line|entry) \d+ does not count: /);
  await nested(root, ["lock"]);
  expect((await verify(root, "--frozen")).unmet).toMatchObject([{ modelId: "claude-opus-4-8" }]);
});

it("may not wait where the lock has what cannot be read", async () => {
  const root = await makeUnread(() => "{");
  writeFileSync(join(root, A), `${readFileSync(join(root, A), "utf8")}\nMore.\n`);
  const acceptStale = [{ note: A, gate: CLARITY, reason: "being written", until: "2999-12-31" }];
  writeFileSync(join(root, "review.config.json"), JSON.stringify({ verify: { acceptStale } }));
  expect(await verify(root, "--frozen")).toMatchObject({ holds: false, acceptedStale: [] });
});

it.each([
  ["of another gate", { gate: "prose/other" }],
  ["of another version of the gate", { gateVersion: "0".repeat(64) }],
  ["of another text", { noteSha: "0".repeat(64) }],
])("goes by the others where a line that cannot be read is %s", async (_, changes) => {
  const root = await makeUnread((line) => line);
  const [entry] = entriesOf(root, LOCK_A).filter(({ gate }) => gate === CLARITY);
  const path = join(root, LOCK_A);
  writeFileSync(path, readFileSync(path, "utf8").replace("\n]", ","));
  appendFileSync(path, `\n${JSON.stringify({ ...entry, ...changes, unknown: true })}\n]\n`);
  const { unmet, refused } = await verify(root, "--frozen");
  expect(unmet).toMatchObject([{ modelId: "claude-opus-4-8" }]);
  expect(refused).toEqual([expect.stringContaining('"unknown" is no key that is known')]);
});

it("goes by the models of a policy where a line that cannot be read is of another", async () => {
  const root = await makeUnread((line) => line.replace("{", '{"new":1,'));
  expect(await verify(root, "--frozen", "--model", "gpt-5.4")).toMatchObject({ holds: true });
  expect(await verify(root, "--frozen", "--model", "claude-opus-4-8")).toMatchObject({ holds: false });
});
