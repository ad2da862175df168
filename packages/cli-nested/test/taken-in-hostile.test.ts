import { readFileSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { A, LOCK_A } from "./lock-files.ts";
import { nested, nestedJson } from "./reviewed-base.ts";
import { makeTwoClones } from "./two-clones.ts";

const OPUS = ["--model", "opus"];

/** A clone whose lock file somebody has changed. */
async function makeHostile(change: (lines: string[]) => string[]) {
  const { ben } = await makeTwoClones();
  const lines = readFileSync(join(ben.root, LOCK_A), "utf8").trim().split("\n").slice(1, -1);
  ben.write(LOCK_A, ["[", ...change(lines), "]", ""].join("\n"));
  return ben.root;
}

/** An entry whose last finding is said to be disputed. */
const disputed = (line: string, said: object) =>
  line.replace(/\}\](?=[^\]]*$)/, `,"disputed":${JSON.stringify(said)}}]`);

const staleIn = (root: string) => nested(root, ["stale", "prose", "--note", A, ...OPUS]);

it.each<[what: string, change: (line: string) => string, said: RegExp]>([
  [
    "half of a character in its gate",
    (line) => line.replace("prose/clarity", "prose/\\ud800"),
    /does not count/,
  ],
  ["half of a character in a message", (line) => line.replace("another", "\\ud800"), /whole characters/],
  ["other texts than those in the tree", (line) => line.replace(/"noteSha":"../, '"noteSha":"00'), /^$/],
  [
    "a decision nobody knows",
    (line) => line.replace('"warn"', '"\\u001b[2Jfine"'),
    /decision is "\\u001b\[2Jfine"/,
  ],
  [
    "words that the note does not have",
    (line) => line.replace("Plain text.", "Other text."),
    /does not count/,
  ],
  [
    "a decision milder than its findings",
    (line) => line.replace('"severity":"warn"', '"severity":"fail"'),
    /the worst of its findings is a fail/,
  ],
  [
    "a dispute by nobody",
    (line) => disputed(line, { model: "", reason: "so", at: "2026-03-01T12:00:00.000Z" }),
    /disputed\.model is "", and not the name of a partition/,
  ],
  [
    "a dispute without a reason",
    (line) => disputed(line, { model: "haiku", reason: "\u00a0", at: "2026-03-01T12:00:00.000Z" }),
    /disputed\.reason is .* says something/,
  ],
  [
    "ten megabytes",
    (line) => line.replace("another finding", "x".repeat(10_000_000)),
    /longer than 1000000 characters/,
  ],
])("an entry of %s is refused, and leaves the others", async (_, change, said) => {
  const root = await makeHostile(([brevity = "", clarity = ""]) => [brevity, change(clarity)]);
  const { out, err, exitCode } = await staleIn(root);
  expect(exitCode).toBe(0);
  expect(out).toContain("prose/clarity");
  expect(out).not.toContain("prose/brevity");
  expect(err).not.toContain("\u001b");
  const warnings = err.split("\n").filter((line) => line.startsWith("warning: "));
  expect(warnings.join("\n")).toMatch(said);
  expect(warnings.length).toBeLessThanOrEqual(1);
});

it("what is refused is told in one line, and lock --check names each", async () => {
  const change = (line: string) => line.replace('"decision":"', '"decision":"un');
  const root = await makeHostile((lines) => lines.map(change));
  const { err } = await staleIn(root);
  expect(err).toMatch(
    /^warning: review\.lock\/kb\/notes\/a\.md\.json: .*; and 1 more: `review-nested lock --check` names them$/m,
  );
  expect(await nestedJson(root, ["lock", "--check"])).toMatchObject({
    refused: [{}, {}].map(() => expect.any(String)),
  });
});

it("lock --check names what cannot be proven, too", async () => {
  const root = await makeHostile((lines) => lines.map((line) => line.replace("Plain text.", "Other text.")));
  const { refused } = await nestedJson(root, ["lock", "--check"]);
  expect(refused).toEqual([
    expect.stringContaining("the entry of prose/clarity under claude-opus-4-8 does not count"),
  ]);
});

it("a symlink in the lock is not followed, and told of by whoever reads", async () => {
  const root = await makeHostile((lines) => lines);
  renameSync(join(root, "review.lock/kb"), join(root, "elsewhere"));
  symlinkSync("../elsewhere", join(root, "review.lock/kb"));
  const { err } = await staleIn(root);
  expect(err).toMatch(/^warning: review\.lock\/kb is left out: it is neither a file nor a folder$/m);
});
