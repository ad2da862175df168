import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openCorpus } from "@review/corpus";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";
import { sharedKeys } from "./shared-keys.ts";

const [A, B, C] = ["a", "b", "c"].map((digit) => digit.repeat(16)) as [string, string, string];
const sha = (digit: string) => digit.repeat(64);

/** An entry with findings of these keys. */
const entry = (keys: string[], changes: object = {}) => ({
  ...{
    gate: "g",
    gateVersion: sha("1"),
    noteSha: sha("2"),
    model: "m",
    decision: "warn",
    evidence: "declared",
  },
  ...{ kind: "full-review", at: "2026-03-01T12:00:00.000Z" },
  findings: keys.map((key) => ({ key, severity: "warn", message: "so", quote: "it" })),
  ...changes,
});

async function sharedIn(files: Record<string, string>) {
  const root = scratchFolder();
  mkdirSync(join(root, "review.lock"));
  writeFileSync(join(root, "review.config.json"), "{}");
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, "review.lock", name), text);
  const shared = sharedKeys(await openCorpus({ root, cwd: root }));
  return [...shared].map(([key, holders]) => [
    key,
    ...holders.map(({ notePath, gate }) => `${notePath} ${gate}`),
  ]);
}

it("gives the keys that entries of several notes or gates have, however they are written", async () => {
  const files = {
    "a.md.json": JSON.stringify([entry([A, B]), entry([A], { model: "n" }), entry([C], { gate: "h" })]),
    "b.md.json": JSON.stringify([entry([A])], null, 2).replace('"key"', '"k\\u0065y"'),
    "c.md.json": JSON.stringify([entry([C]), entry([C], { gate: "i" })]).replace(
      `"${C}"`,
      `"\\u0063${C.slice(1)}"`,
    ),
    "d.md.json": "none",
  };
  expect(await sharedIn(files)).toEqual([
    [A, "a.md g", "b.md g"],
    [C, "a.md h", "c.md g", "c.md i"],
  ]);
});

it("gives none that one pair has alone, in several versions or by several models", async () => {
  const text = JSON.stringify([entry([A]), entry([A], { model: "n" }), entry([A], { noteSha: sha("3") })]);
  expect(await sharedIn({ "a.md.json": text, "b.md.json": JSON.stringify([entry([B])]) })).toEqual([]);
});
