import { describe, expect, it } from "vitest";
import { continued, DISK, type Said } from "../../test/said-findings.ts";

describe("a finding continues the one before", () => {
  it.each<[string, string, string, Said, Said]>([
    ["with the same quote and message", DISK, DISK, ["m", "The disk writes"], ["m", "The disk writes"]],
    [
      "with the same quote and another message",
      DISK,
      DISK,
      ["m", "The disk writes"],
      ["n", "The disk writes"],
    ],
    ["with one quote of several", DISK, DISK, ["m", "The cache", "The disk"], ["n", "Backups", "The disk"]],
    [
      "with the same quote in other dress",
      "It’s *kept* — for\n> an hour.",
      "- It's kept -- for an hour.",
      ["m", "It's kept - for an hour"],
      ["n", "It's kept - for an hour"],
    ],
    [
      "with the same quote, moved into other surroundings",
      DISK,
      `Other words.\n\nThe disk writes without any loss.\n\nMore words.`,
      ["m", "The disk writes without any loss"],
      ["n", "The disk writes without any loss"],
    ],
    [
      "with a word less, moved from where other words stand now",
      "A paragraph stands before it.\n\nThe disk writes without any loss.\n\nA paragraph stands behind it.",
      "A paragraph stands before it.\n\nOther words.\n\nA paragraph stands behind it.\n\nThe disk writes without any loss.",
      ["m", "The disk writes without any loss"],
      ["n", "disk writes without any loss."],
    ],
    [
      "with the text of a link that leads elsewhere",
      "See [the page](https://a.b/c) now.",
      "See [the page](https://a.b/a/very/long/way/to/this/page) now.",
      ["m", "the page now"],
      ["n", "the page now"],
    ],
    [
      "with the beginning of such a link",
      "See [the page](https://a.b/c) now.",
      "See [the page](https://a.b/a/very/long/way/to/this/page) now.",
      ["m", "See the page"],
      ["n", "See the page"],
    ],
    [
      "with the end of a link of many words",
      "See [the text of a link that is longer than any prefix](https://a.b/c) now.",
      "See [the text of a link that is longer than any prefix](https://a.b/d) now.",
      ["m", "any prefix now"],
      ["n", "any prefix now"],
    ],
    [
      "with a longer quote",
      DISK,
      DISK,
      ["m", "disk writes without"],
      ["n", "The disk writes without any loss"],
    ],
    [
      "with a much longer quote of which it says the same",
      DISK,
      DISK,
      ["m", "disk writes"],
      ["*m*", "The disk writes without any loss"],
    ],
    [
      "with a small part of a quote of which it says the same",
      DISK,
      DISK,
      ["m", "The disk writes without any loss"],
      ["m", "any loss"],
    ],
    [
      "with a quote that overlaps",
      DISK,
      DISK,
      ["m", "The disk writes without"],
      ["n", "writes without any loss"],
    ],
    [
      "with a part of a quote that was moved",
      DISK,
      `Other words.\n\nThe disk writes\nwithout **any** loss.\n\nMore words.`,
      ["m", "The disk writes without any loss"],
      ["n", "writes without any loss"],
    ],
    [
      "without quotes, with the same message",
      DISK,
      `${DISK} More.`,
      ["It is *too* long"],
      ["It is too\nlong"],
    ],
  ])("%s", (_, before, after, first, second) => {
    expect(continued(before, [first], after, [second])).toEqual([0]);
  });
});

const TWICE =
  "Alpha beta gamma delta, see below. Some words between them both. Epsilon zeta eta theta, see below.";

const PRICE = "The price was 42 euro and Bob is a thief. He was seen twice in the yard.";

it.each<[string, Said, Said]>([
  [
    "a quote that shares less than half of the shorter one",
    ["m", "The price was 42 euro"],
    ["m", "euro and Bob is a thief"],
  ],
  ["another complaint about a part of a passage", ["m", PRICE], ["n", "Bob is a thief"]],
  ["another complaint about a sentence of two", ["m", PRICE], ["n", "He was seen twice in the yard."]],
  [
    "another complaint about a passage around the old one",
    ["m", "Bob is a thief"],
    ["n", "The price was 42 euro and Bob is a thief."],
  ],
  [
    "another complaint that begins in the second half of the old passage",
    ["m", "The price was 42 euro and Bob"],
    ["n", "and Bob is a thief. He was seen"],
  ],
])("%s is of another finding", (_, first, second) => {
  expect(continued(PRICE, [first], PRICE, [second])).toEqual([undefined]);
});

describe("of several that match, the best continues", () => {
  it.each<[string, string, string, readonly Said[], readonly Said[], (number | undefined)[]]>([
    [
      "the same message before order",
      DISK,
      DISK,
      [
        ["m", "disk"],
        ["n", "disk"],
      ],
      [
        ["n", "disk"],
        ["m", "disk"],
      ],
      [1, 0],
    ],
    [
      "the same message before the same surroundings",
      TWICE,
      TWICE,
      [
        ["m", "see below[1]"],
        ["n", "see below[2]"],
      ],
      [
        ["n", "see below[1]"],
        ["m", "see below[2]"],
      ],
      [1, 0],
    ],
    [
      "the same surroundings before order",
      TWICE,
      TWICE,
      [
        ["m", "see below[1]"],
        ["n", "see below[2]"],
      ],
      [
        ["o", "see below[2]"],
        ["p", "see below[1]"],
      ],
      [1, 0],
    ],
    [
      "order where nothing else tells",
      DISK,
      DISK,
      [
        ["m", "disk"],
        ["m", "disk"],
      ],
      [
        ["m", "disk"],
        ["m", "disk"],
      ],
      [0, 1],
    ],
    [
      "two same quotes before one",
      DISK,
      DISK,
      [
        ["m", "cache"],
        ["m", "cache", "disk"],
      ],
      [["n", "disk", "cache"]],
      [1],
    ],
    [
      "the same quote before an overlap",
      DISK,
      DISK,
      [["m", "The disk writes without"]],
      [
        ["n", "writes without any loss"],
        ["o", "The disk writes without"],
      ],
      [undefined, 0],
    ],
    [
      "the greater overlap before order",
      DISK,
      DISK,
      [["m", "The disk writes without any loss"]],
      [
        ["n", "loss"],
        ["o", "disk writes without any loss"],
      ],
      [undefined, 0],
    ],
    [
      "one finding where there were two",
      DISK,
      DISK,
      [
        ["m", "The disk writes"],
        ["n", "any loss"],
      ],
      [["o", "The disk writes without"]],
      [0],
    ],
    [
      "equal messages in order",
      DISK,
      DISK,
      [["m"], ["n"], ["m"]],
      [["m"], ["m"], ["m"], ["n"]],
      [0, 2, undefined, 1],
    ],
  ])("%s", (_, before, after, first, second, expected) => {
    expect(continued(before, first, after, second)).toEqual(expected);
  });
});
