import { expect, it } from "vitest";
import { entryOf } from "../test/arbitrary-entries.ts";
import { doubledKey } from "./doubled-keys.ts";
import { parseLockFile } from "./parse-lock-file.ts";
import { renderEntry } from "./render-lock-file.ts";

it.each([
  ['{"a":1,"b":2}', undefined],
  ['{"a":1,"a":2}', "a"],
  ['{"a":{"b":1},"c":{"b":2}}', undefined],
  ['[{"a":1},{"a":2}]', undefined],
  ['{"a":[{"b":1, "\\u0062" : 2}]}', "b"],
  ['{"a":"\\"a\\":","b":"{,"}', undefined],
  ['{"__proto__":1,"__proto__":2}', "__proto__"],
])("of %s it is %s", (text, key) => {
  expect(doubledKey(text)).toBe(key);
});

it("an entry with a key twice does not count, and leaves the others alone", () => {
  const [one, other] = [entryOf(), entryOf({ model: "gpt-5-4-high", findings: [], decision: "pass" })];
  const doubled = renderEntry(one).replace(/}$/, ',"decision":"pass"}');
  const { entries, problems } = parseLockFile(`[\n${doubled},\n${renderEntry(other)}\n]\n`);
  expect(entries).toEqual([other]);
  expect(problems).toEqual(['line 2 does not count: it has "decision" twice']);
});

it("a file that somebody laid out otherwise counts", () => {
  const entry = entryOf();
  expect(parseLockFile(JSON.stringify([entry], undefined, 2))).toMatchObject({
    entries: [entry],
    problems: [],
  });
});
