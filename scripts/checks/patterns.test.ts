import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isSlow, patternsIn, patternsOf } from "./patterns.mjs";

const packages = fileURLToPath(new URL("../../packages", import.meta.url));

/** Those that may be slow on a long text, each with the reason why it is short. */
const SHORT_TEXTS = new Map<string, string>(
  (
    [
      [/ \S*\[[^\]]*$| \S+$/, "what an anchor keeps behind a quote: 32 characters"],
      [/\B(?=(?:\d{3})+$)/g, "the digits of a number"],
      [/[^\r\n]+?(?:[.!?](?=\s)|$)/gm, "any length, but every line has an end: nothing is tried again"],
    ] as const
  ).map(([pattern, why]) => [String(pattern), why]),
);

/** Where patterns are made of what is known only when they are, each file with what keeps them quick. */
const MADE: Record<string, string> = {
  "corpus/src/fixtures/fixture-files.ts": "a path, by its last folder",
  "corpus/src/text/plain-glob.ts": "a path, and one `**` at most before a name",
  "protocol/src/findings/look-alikes.ts": "one character",
  "protocol/src/findings/severity-mark.ts": "200 characters, no two of whose parts begin alike",
};

const { patterns, unread } = patternsIn(packages);
const written = ({ source, flags }: { source: string; flags: string }) => `/${source}/${flags}`;

describe("the regular expressions of the sources", () => {
  it("take a time that the length of their text says, or have a short text", () => {
    expect(patterns.length).toBeGreaterThan(400);
    const slow = patterns.filter(isSlow);
    const unexplained = slow.filter((pattern) => !SHORT_TEXTS.has(written(pattern)));
    expect(unexplained.map((pattern) => `${pattern.file}: ${written(pattern)}`)).toEqual([]);
    expect([...new Set(slow.map(written))].sort()).toEqual([...SHORT_TEXTS.keys()].sort());
  });

  it("are known before they run, or it is said why they are quick", () => {
    expect([...new Set(unread.map(({ file }) => file))].sort()).toEqual(Object.keys(MADE).sort());
  });
});

it.each([
  [/^[a-z0-9_-]*[a-z0-9][a-z0-9_-]*$/, "the name of a partition, as it was asked for"],
  [/^[a-z]+:\/\/(?:[^/]*:[^/]*@|.*[?&]password=)/, "a password in a URL"],
  [/\/+$/, "slashes at the end"],
  [/^(a+)+$/, "what is repeated and repeats"],
])("finds %s", (pattern) => {
  expect(isSlow(pattern)).toBe(true);
});

it.each([/^[_-]*[a-z0-9][a-z0-9_-]*$/, /(?<!\/)\/+$/, /^ *(?! )[*_]{0,3} *$/])("lets %s pass", (pattern) => {
  expect(isSlow(pattern)).toBe(false);
});

it("reads what is made of constants, and tells what is not", () => {
  const text = `const A = String.raw\`\\d+\`;
const B = \`\${A}$\`;
new RegExp(B, "g"); RegExp("a+"); new RegExp(\`\${x}b\`);`;
  expect(patternsOf("a.ts", text)).toEqual({
    patterns: [
      { file: "a.ts", source: "\\d+$", flags: "g" },
      { file: "a.ts", source: "a+", flags: "" },
    ],
    unread: [{ file: "a.ts", text: text.slice(text.lastIndexOf("new"), -1) }],
  });
});
