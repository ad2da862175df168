import fc from "fast-check";
import picomatch from "picomatch";
import { expect, it } from "vitest";
import { anyCaseSuffix, globMatcher, globsForWalk, isOfNotes } from "./globs.ts";
import { plainGlob } from "./plain-glob.ts";

const name = fc.constantFrom("notes", "a", "index", "x-1", "A", "_");
const suffix = fc.constantFrom(".md", ".MD", ".mdx", ".txt", ".", "", ".a.md", "\n.md");
const segment = fc.oneof(
  fc.tuple(name, suffix).map((parts) => parts.join("")),
  fc.constantFrom(
    "x-index.md",
    "-a",
    ".x-a",
    ".md",
    ".a",
    ".index.md",
    "..x",
    "ä.md",
    "a\u0308.md",
    "x-1\u0301",
    "a b",
    "md",
  ),
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

it("says the same of a path however its letters are composed, and however those of the glob are", async () => {
  const composed = fc.constantFrom("caf\u00e9", "\u00e4", "notes", "a", "\u1e69");
  const names = fc.array(composed, { minLength: 1, maxLength: 3 });
  const ends = fc.constantFrom("", "/**", "/*.md", "/**/a", "*");
  const form = fc.constantFrom("NFC", "NFD");
  await fc.assert(
    fc.asyncProperty(names, ends, names, form, form, async (folders, end, tried, ofGlob, ofPath) => {
      const [glob, path] = [`${folders.join("/")}${end}`, `${tried.join("/")}.md`];
      const expected = byPicomatch(glob)(path);
      const isMatch = await globMatcher([glob.normalize(ofGlob)]);
      expect(isMatch(path.normalize(ofPath))).toBe(expected);
      expect(globsForWalk([glob.normalize(ofGlob)])).toEqual(
        expect.arrayContaining([glob.normalize("NFC"), glob.normalize("NFD")]),
      );
    }),
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
