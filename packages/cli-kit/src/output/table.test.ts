import { fakeIo as makeIo } from "@review/test-kit/fake-io.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layOutTable } from "./table.ts";

const fakeIo = (columns: number | undefined) => makeIo(columns === undefined ? {} : { columns }).io;

const rows = [
  ["1", "failed", "notes/a.md", "opus", "the answer had no block"],
  ["12", "running", "notes/longer.md", "gpt", ""],
].map((row) => row.map((text) => ({ text })));

const layOut = (columns: number | undefined, last: "cut" | "wrapped" = "cut") =>
  layOutTable(rows, { head: 3, last }, fakeIo(columns));

describe("layOutTable", () => {
  it("aligns columns, and cuts nothing off a terminal", () => {
    expect(layOut(undefined)).toEqual([
      "1   failed   notes/a.md       opus  the answer had no block",
      "12  running  notes/longer.md  gpt",
    ]);
  });

  it("cuts or breaks the last cell at the edge of a terminal", () => {
    expect(layOut(52)[0]).toBe("1   failed   notes/a.md       opus  the answer had …");
    expect(layOut(53, "wrapped").slice(0, 2)).toEqual([
      "1   failed   notes/a.md       opus  the answer had no",
      "                                    block",
    ]);
  });

  it("shows what is not seen in a name, and keeps it in what somebody said", () => {
    const row = [{ text: "a\n\u200b.md" }, { text: "b\n\u200d.", isSaid: true }];
    expect(layOutTable([row], { head: 1, last: "cut" }, fakeIo(undefined))).toEqual([
      "a \\u{200b}.md  b \u200d.",
    ]);
  });

  it("aligns characters that take two columns, and cuts and breaks by columns", () => {
    const wide = [
      ["1", "notes/日本語.md", "opus", "要約は正しい 👍🏽 と思う"],
      ["12", "notes/a.md", "gpt", "cafe\u0301 👩‍👩‍👧 한글"],
    ].map((row) => row.map((text, at) => ({ text, isSaid: at === 3 })));
    const at = (columns: number | undefined, last: "cut" | "wrapped" = "cut") =>
      layOutTable(wide, { head: 2, last }, fakeIo(columns));
    const second = "12  notes/a.md       gpt   cafe\u0301 👩‍👩‍👧 한글";
    expect(at(undefined)).toEqual(["1   notes/日本語.md  opus  要約は正しい 👍🏽 と思う", second]);
    expect(at(44)).toEqual(["1   notes/日本語.md  opus  要約は正しい 👍🏽 …", second]);
    const wrapped = ["1   notes/日本語.md  opus  要約は正しい 👍🏽", `${" ".repeat(27)}と思う`];
    expect(at(44, "wrapped")).toEqual([...wrapped, second]);
  });

  it("puts the other cells below where there is no room", () => {
    expect(layOut(40)).toEqual([
      "1   failed   notes/a.md",
      "    opus  the answer had no block",
      "12  running  notes/longer.md",
      "    gpt",
    ]);
  });

  it("puts a last cell below whose word, which may be a path, does not fit", () => {
    const rows = [
      ["0", "a/long/path/to/a/note.md"].map((text) => ({ text })),
      ["1", "b.md"].map((text) => ({ text })),
    ];
    expect(layOutTable(rows, { head: 1, last: "wrapped" }, fakeIo(26))).toEqual([
      "0",
      "    a/long/path/to/a/note.md",
      "1  b.md",
    ]);
    expect(layOutTable(rows, { head: 1, last: "wrapped" }, fakeIo(27))[0]).toBe(
      "0  a/long/path/to/a/note.md",
    );
  });

  it("makes one line of any text, and paints only on a terminal", () => {
    const cells = [[{ text: "a\n\u001b[31mb", style: "red" as const }, { text: "c" }]];
    expect(layOutTable(cells, { head: 1, last: "cut" }, fakeIo(undefined))).toEqual([
      String.raw`a \u{1b}[31mb  c`,
    ]);
    expect(layOutTable(cells, { head: 1, last: "cut" }, fakeIo(80))).toEqual([
      "\u001b[31ma \\u{1b}[31mb\u001b[39m  c",
    ]);
    expect(layOutTable([], { head: 1, last: "cut" }, fakeIo(80))).toEqual([]);
  });

  it("is never wider than a terminal that has room for its first cells", () => {
    const word = fc.stringMatching(/^[a-z]{0,12}$/);
    const table = fc.array(fc.tuple(word, word, word, fc.lorem({ maxCount: 8 })), { maxLength: 5 });
    fc.assert(
      fc.property(
        table,
        fc.integer({ min: 30, max: 120 }),
        fc.constantFrom("cut", "wrapped"),
        (texts, columns, last) => {
          const cells = texts.map((row) => row.map((text) => ({ text })));
          for (const line of layOutTable(cells, { head: 2, last }, fakeIo(columns)))
            expect(line.length).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });
});
