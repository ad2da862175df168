import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageOf } from "./page.ts";

type Entry = [note: string, gate: string];
const keyOf = (entry: Entry) => entry;

/** Goes through a list page by page; between two pages the list may become another one. */
function walk(lists: readonly (readonly Entry[])[], limit: number): Entry[][] {
  const pages: Entry[][] = [];
  let cursor: string | undefined;
  do {
    const list = lists[Math.min(pages.length, lists.length - 1)] ?? [];
    const { counts, page } = pageOf("stale", list, keyOf, { limit, cursor });
    expect(counts).toMatchObject({ total: list.length, returned: page.length });
    expect(page.length).toBeLessThanOrEqual(limit);
    pages.push(page);
    cursor = counts.nextCursor;
  } while (cursor !== undefined);
  return pages;
}

const entries = fc.uniqueArray(fc.tuple(fc.string({ maxLength: 3 }), fc.string({ maxLength: 3 })), {
  selector: (entry) => JSON.stringify(entry),
  maxLength: 30,
});
const limits = fc.integer({ min: 1, max: 10 });
const inOrder = (list: readonly Entry[]) =>
  list.toSorted(([a, c], [b, d]) => (a === b ? (c < d ? -1 : 1) : a < b ? -1 : 1));

describe("the pages of a list", () => {
  it("hold each entry once, in the order of the keys", () => {
    fc.assert(
      fc.property(entries, limits, (list, limit) => {
        expect(walk([list], limit).flat()).toEqual(inOrder(list));
      }),
    );
  });

  it("leave out none that stays and give none twice, whatever comes and goes in between", () => {
    fc.assert(
      fc.property(entries, fc.array(entries, { maxLength: 5 }), limits, (staying, changes, limit) => {
        const keys = new Set(staying.map((entry) => JSON.stringify(entry)));
        const lists = [[], ...changes].map((more) => [
          ...staying,
          ...more.filter((entry) => !keys.has(JSON.stringify(entry))),
        ]);
        const seen = walk(lists, limit).flat();
        expect(new Set(seen.map((entry) => JSON.stringify(entry))).size).toBe(seen.length);
        expect(seen.filter((entry) => keys.has(JSON.stringify(entry)))).toEqual(inOrder(staying));
      }),
    );
  });

  it("name no next one if there is none", () => {
    const list: Entry[] = [
      ["a", "x"],
      ["b", "x"],
    ];
    expect(pageOf("stale", list, keyOf, { limit: 2 }).counts).toEqual({ total: 2, returned: 2 });
    expect(pageOf("stale", [], keyOf, { limit: 2 }).counts).toEqual({ total: 0, returned: 0 });
  });
});

describe("a cursor", () => {
  const list: Entry[] = [
    ["a", "x"],
    ["a", "y"],
  ];
  const { nextCursor } = pageOf("warns", list, keyOf, { limit: 1 }).counts;

  it.each([
    ["of another list", nextCursor],
    ["that is no JSON", "abc"],
    ["that is none at all", "?!"],
    ["that is no list", Buffer.from('{"a":1}').toString("base64url")],
    ["that holds other things", Buffer.from('["stale",1]').toString("base64url")],
  ])("%s is refused", (_, cursor) => {
    expect(() => pageOf("stale", list, keyOf, { limit: 1, cursor })).toThrow(
      "cursor is none that stale gave: leave it out to begin with the first entry",
    );
  });
});
