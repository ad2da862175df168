import fc from "fast-check";
import picomatch from "picomatch";
import { expect, it } from "vitest";
import { anyCaseSuffix, isOfNotes } from "./globs.ts";
import { plainGlob } from "./plain-glob.ts";

const name = fc.constantFrom("notes", "a", "index", "x-1", "A", "_");
const suffix = fc.constantFrom(".md", ".MD", ".mdx", ".txt", ".", "", ".a.md", "\n.md");
const segment = fc.oneof(
  fc.tuple(name, suffix).map((parts) => parts.join("")),
  fc.constantFrom("x-index.md", "-a", ".x-a", ".md", ".a", ".index.md", "..x", "ä.md", "a b", "md"),
);
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
const last = fc.oneof(
  name,
  fc
    .tuple(fc.constantFrom("", "*", "*-"), name, fc.constantFrom("", ".*", ".{md,mdx}"))
    .map((parts) => parts.join("")),
  fc.constantFrom("*", "*.md", "*.Md", "*.{md,mdx}", "**"),
);
const glob = fc
  .tuple(fc.array(name, { maxLength: 2 }), fc.boolean(), last)
  .filter(([, deep, end]) => !(deep && end === "**"))
  .map(([folders, deep, end]) => [...folders, ...(deep ? ["**"] : []), end].join("/"));

/** As `globMatcher` asks where a glob is not plain. */
function byPicomatch(asked: string, below = true): (path: string) => boolean {
  const own = anyCaseSuffix(asked);
  const all = !below || own.endsWith("*") ? [own] : [own, `${own}/**`];
  return picomatch(all, { nonegate: true, flags: "s" });
}

it("says of every path what picomatch says", () => {
  fc.assert(
    fc.property(glob, path, (asked, tried) => {
      expect(plainGlob(asked)?.test(tried)).toBe(byPicomatch(asked)(tried));
    }),
    { numRuns: 3_000 },
  );
});

it("says the same of names that are none of a folder, as notes are", () => {
  fc.assert(
    fc.property(glob.filter(isOfNotes), path, (asked, tried) => {
      expect(plainGlob(asked, { below: false })?.test(tried)).toBe(byPicomatch(asked, false)(tried));
    }),
    { numRuns: 3_000 },
  );
});

it.each([
  "a/../b",
  "**/a/**/b",
  "notes/draft-*",
  "!notes/**",
  "{a,b}/**",
  "a.b/**",
  "*.{md,}",
  "ä/**",
  "/a",
  "",
  "a//b",
])("leaves %j to picomatch", (asked) => {
  expect(plainGlob(asked)).toBeUndefined();
});
