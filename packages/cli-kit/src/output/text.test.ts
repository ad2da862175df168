import { fakeIo } from "@review/test-kit/fake-io.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { count, oneLine, painter, printable, shorten } from "./text.ts";

const ESCAPE = "\u001b";
const HOSTILE = [
  `${ESCAPE}[31m`,
  `${ESCAPE}[2J`,
  `${ESCAPE}]0;title\u0007`,
  `${ESCAPE}]8;;http://x${ESCAPE}\\`,
  `${ESCAPE}P$q${ESCAPE}\\`,
  "\u009b31m",
  "\u0085",
  "\r",
  "\b",
  "\u0000",
  "\u202e",
  "\u2066",
  "\u2028",
];

/** Text of ordinary characters with something between them that acts on a terminal. */
const hostileText = fc
  .array(fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(...HOSTILE, ESCAPE, "\n", "\t")))
  .map((parts) => parts.join(""));

describe("printable", () => {
  it.each<[what: string, text: string, shown: string]>([
    ["ordinary text", "größe — 東京 🎈\tand\nmore", "größe — 東京 🎈\tand\nmore"],
    ["colours", `${ESCAPE}[1;31mred${ESCAPE}[0m`, "red"],
    ["cursor movements", `a${ESCAPE}[2J${ESCAPE}[Hb`, "ab"],
    ["a title", `${ESCAPE}]0;owned\u0007text`, "text"],
    ["a link", `${ESCAPE}]8;;https://x.example${ESCAPE}\\here${ESCAPE}]8;;${ESCAPE}\\`, "here"],
    ["one-byte controls", "a\u009b31mb\u0090c\u0085d", "abcd"],
    ["what overwrites", "good\rbad\b\b\u007f", "goodbad"],
    ["what reorders", "\u202eevil\u202c \u2066x\u2069", "evil x"],
    ["marks of direction, which reorder nothing else", "a\u200fb", "a\u200fb"],
  ])("shows %s", (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it("leaves nothing that acts on a terminal, whatever it is given", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(printable(text)).not.toMatch(
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
        );
      }),
    );
  });

  it("leaves text alone that has nothing of the kind", () => {
    const harmless = fc.string({ unit: "grapheme-ascii" }).filter((text) => !text.includes(ESCAPE));
    fc.assert(
      fc.property(harmless, (text) => {
        expect(printable(text)).toBe(text);
      }),
    );
  });
});

describe("oneLine", () => {
  it.each([
    ["  a \n\n  b\r\nc\rd ", "a b c d"],
    ["a\u2028b\u2029 c", "a b c"],
    ["one  line\tonly", "one  line\tonly"],
    ["\n", ""],
  ])("%j", (text, line) => {
    expect(oneLine(text)).toBe(line);
  });

  it("is always one line", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(oneLine(text)).not.toMatch(/[\n\r\u2028\u2029]/);
      }),
    );
  });
});

describe("shorten", () => {
  it.each([
    ["whole", 5, "whole"],
    ["too long", 5, "too …"],
    ["🎈🎈🎈", 2, "🎈…"],
    ["ab", 1, "…"],
    ["ab", 0, "…"],
    ["", 0, ""],
  ])("%s to %i", (text, width, short) => {
    expect(shorten(text, width)).toBe(short);
  });

  it("keeps to the width and never splits a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 20 }), (text, width) => {
        const short = shorten(text, width);
        expect([...short].length).toBeLessThanOrEqual(width);
        expect(short).not.toMatch(/\p{Cs}/u);
      }),
    );
  });
});

describe("count", () => {
  it.each([
    [0, "0 pairs"],
    [1, "1 pair"],
    [2, "2 pairs"],
  ])("%i", (amount, text) => {
    expect(count(amount, "pair")).toBe(text);
  });

  it("takes an uncommon plural", () => {
    expect(count(2, "batch", "batches")).toBe("2 batches");
  });
});

describe("painter", () => {
  const paint = (environment: Record<string, string>, columns?: number) => {
    const { io } = fakeIo({ environment, ...(columns !== undefined && { columns }) });
    return painter(io.stdout, io.environment)("red", "text");
  };

  it("colours a terminal", () => {
    expect(paint({ TERM: "xterm" }, 80)).toBe("\u001b[31mtext\u001b[39m");
    expect(paint({ NO_COLOR: "" }, 80)).toContain(ESCAPE);
  });

  it.each<[what: string, environment: Record<string, string>, columns?: number]>([
    ["off a terminal", {}],
    ["with NO_COLOR", { NO_COLOR: "1" }, 80],
    ["on a dumb terminal", { TERM: "dumb" }, 80],
  ])("leaves text as it is %s", (_, environment, columns) => {
    expect(paint(environment, columns)).toBe("text");
  });
});
