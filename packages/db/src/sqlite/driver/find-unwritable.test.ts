import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { findShortage, findUncreatable, findUnwritable } from "./find-unwritable.ts";

const makeLedger = () => {
  const path = join(mkdtempSync(join(tmpdir(), "review-unwritable-")), "ledger.sqlite");
  writeFileSync(path, "");
  return path;
};

it.each<[what: string, place: (path: string) => string]>([
  ["the file", (path) => path],
  ["its log", (path) => `${path}-wal`],
  ["its folder", (path) => dirname(path)],
])("names %s where nobody may write it, and a way on", (_, placeOf) => {
  const path = makeLedger();
  const place = placeOf(path);
  const found = findUnwritable(path, (asked) => (asked === place ? "EACCES" : undefined));
  expect(found).toMatch(new RegExp(`^no permission to write ${place}: .*REVIEW_DB\\)$`));
});

it("tells a read-only disk from a permission", () => {
  expect(findUnwritable(makeLedger(), () => "EROFS")).toMatch(/is on a read-only disk: name a copy/);
});

it("finds nothing where all may be written, is not there yet, or there is no file", () => {
  expect(findUnwritable(makeLedger())).toBeUndefined();
  expect(findUnwritable(makeLedger(), () => "ENOENT")).toBeUndefined();
  expect(findUnwritable(":memory:", () => "EACCES")).toBeUndefined();
});

it.each([
  ["EMFILE", /^this process may not open more files: .*`ulimit -n`/],
  ["ENFILE", /^the system may not open more files/],
])("tells %s from a file that is not there", (code, words) => {
  expect(findShortage(makeLedger(), () => code)).toMatch(words);
  expect(findShortage(makeLedger(), () => "ENOENT")).toBeUndefined();
  expect(findShortage(makeLedger())).toBeUndefined();
});

it("says which folder keeps a ledger that is not there from being made", () => {
  const folder = dirname(makeLedger());
  const path = join(folder, ".review", "ledger.sqlite");
  const refused = (place: string, code: string) => (asked: string) => (asked === place ? code : undefined);
  expect(findUncreatable(path, refused(folder, "EROFS"))).toBe(
    `${folder} is on a read-only disk: name a file elsewhere (option db, or the variable REVIEW_DB)`,
  );
  expect(findUncreatable(join(folder, "other.sqlite"), refused(folder, "EACCES"))).toMatch(
    new RegExp(`^no permission to write ${folder}: `),
  );
  expect(findUncreatable(join(folder, "a", "b", "l.sqlite"))).toBe(
    `there is no folder ${join(folder, "a")}: make it, or name another file`,
  );
  expect(findUncreatable(path)).toBeUndefined();
  expect(findUncreatable(join(folder, "ledger.sqlite"), () => "EROFS")).toBeUndefined();
});
