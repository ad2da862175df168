import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { locateQuotes } from "../quotes/locate-quotes.ts";
import { anchorQuote } from "./anchor-quote.ts";
import { identifyFindings, type KnownFinding } from "./identify-findings.ts";

/** A finding as a test writes it: its message, then its quotes; `[n]` behind a quote means its n-th place. */
type Said = readonly [message: string, ...quotes: readonly string[]];

function finding(note: string, [message, ...quotes]: Said) {
  const anchors = quotes.map((written) => {
    const [, quote = written, nth] = /^(.*)\[(\d)\]$/.exec(written) ?? [];
    let from = -1;
    for (let times = 0; times < Number(nth ?? 0); times += 1) from = note.indexOf(quote, from + 1);
    const place =
      nth === undefined ? locateQuotes(note, [quote])[0] : { start: from, end: from + quote.length };
    if (!place) throw new Error(`the note of this test has no "${quote}"`);
    return anchorQuote(note, place);
  });
  return { message, quotes: anchors };
}

function identify(note: string, found: readonly Said[], previous: readonly KnownFinding[] = []) {
  const findings = found.map((said) => finding(note, said));
  return identifyFindings({ notePath: "notes/a.md", gateId: "clear", note, found: findings, previous });
}

/** Reviews two versions one after the other; answers which of the first review each of the second continues. */
function continued(before: string, first: readonly Said[], after: string, second: readonly Said[]) {
  const keys = identify(before, first).map(({ key }) => key);
  const previous = first.map((said, index) => ({ ...finding(before, said), key: keys[index] ?? "" }));
  const answers = identify(after, second, previous);
  expect(new Set(answers.map(({ key }) => key)).size).toBe(second.length);
  for (const { key, continues } of answers) {
    if (continues === undefined) expect(keys).not.toContain(key);
    else expect(key).toBe(keys[continues]);
  }
  return answers.map(({ continues }) => continues);
}

const DISK =
  "The cache is kept in memory for an hour. The disk writes without any loss. Backups run every night at two.";

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
      "with the text of a link that leads elsewhere",
      "See [the page](https://a.b/c) now.",
      "See [the page](https://a.b/a/very/long/way/to/this/page) now.",
      ["m", "the page now"],
      ["n", "the page now"],
    ],
    ["with a longer quote", DISK, DISK, ["m", "disk writes"], ["n", "The disk writes without any loss"]],
    ["with a quote that overlaps", DISK, DISK, ["m", "The disk writes without"], ["n", "without any loss"]],
    [
      "with a part of a quote that was moved",
      DISK,
      `Other words.\n\nThe disk writes\nwithout **any** loss.\n\nMore words.`,
      ["m", "The disk writes without any loss"],
      ["n", "without any loss"],
    ],
    [
      "with a changed word",
      DISK,
      DISK.replace("any loss", "much loss"),
      ["m", "The disk writes without any loss."],
      ["n", "The disk writes without much loss."],
    ],
    [
      "with a changed word where the surroundings were wrapped and dressed anew",
      DISK,
      DISK.replace("any loss", "much loss").replaceAll(" an ", "\n> **an** "),
      ["m", "The disk writes without any loss."],
      ["n", "writes without much loss."],
    ],
    [
      "with a changed number",
      DISK,
      DISK.replace("at two", "at three"),
      ["m", "night at two"],
      ["n", "at three"],
    ],
    [
      "with a changed word at the beginning",
      DISK,
      DISK.replace("cache", "index"),
      ["m", "The cache"],
      ["n", "The index"],
    ],
    [
      "without quotes, with the same message",
      DISK,
      `${DISK} More.`,
      ["It is *too* long"],
      ["It is too\nlong"],
    ],
    [
      "in Chinese with a changed word",
      "我们先把缓存放进内存里,磁盘写入没有损失,每天晚上两点备份所有的数据和日志。",
      "我们先把缓存放进内存里,磁盘写入很少损失,每天晚上两点备份所有的数据和日志。",
      ["m", "磁盘写入没有损失"],
      ["n", "磁盘写入很少损失"],
    ],
  ])("%s", (_, before, after, first, second) => {
    expect(continued(before, [first], after, [second])).toEqual([0]);
  });
});

describe("a finding is new", () => {
  it.each<[string, string, string, Said, Said]>([
    ["with another quote", DISK, DISK, ["m", "The cache"], ["m", "The disk"]],
    ["with a quote that only touches", DISK, DISK, ["m", "The disk writes"], ["m", "without any loss"]],
    ["with a quote instead of none", DISK, DISK, ["m"], ["m", "The disk"]],
    ["without the quote that there was", DISK, DISK, ["m", "The disk"], ["m"]],
    ["without quotes, with another message", DISK, DISK, ["m"], ["n"]],
    [
      "in a sentence that replaced the quoted one",
      DISK,
      DISK.replace("The disk writes without any loss.", "We measured four machines twice."),
      ["m", "The disk writes without any loss."],
      ["m", "We measured four machines twice."],
    ],
    [
      "in a sentence put before the edited one",
      DISK,
      DISK.replace(
        "The disk writes without any loss.",
        "We measured four machines twice. The disk writes without much loss.",
      ),
      ["m", "The disk writes without any loss."],
      ["m", "We measured four machines twice."],
    ],
    [
      "in an edited sentence with other words on one side",
      DISK,
      `Quite other words. ${DISK.replace("any loss", "much loss").slice(41)}`,
      ["m", "The disk writes without any loss."],
      ["m", "The disk writes without much loss."],
    ],
    [
      "where much was put between the surroundings",
      DISK,
      DISK.replace("without any loss.", `without ${"one more word and ".repeat(20)}much loss.`),
      ["m", "The disk writes without any loss."],
      ["m", "The disk writes without one more word"],
    ],
    [
      "around a short quote that stands elsewhere, too",
      "Reading takes 5 ms at most on all disks. Writing takes time.",
      "Writing takes 5 ms in the mean.",
      ["m", "5 ms"],
      ["n", "Writing takes 5 ms in the mean"],
    ],
    [
      "where an old quote may stand in two places",
      DISK,
      "Here the disk writes without any loss at once.\n\nHere the disk writes without any loss at once.",
      ["m", "disk writes without any loss"],
      ["n", "without any loss at once"],
    ],
  ])("%s", (_, before, after, first, second) => {
    expect(continued(before, [first], after, [second])).toEqual([undefined]);
  });
});

const TWICE =
  "Alpha beta gamma delta, see below. Some words between them both. Epsilon zeta eta theta, see below.";

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
      [["o", "The disk writes without any loss"]],
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

describe("a new key", () => {
  const keyOf = (words: string, number: number, path = "notes/a.md") =>
    createHash("sha256")
      .update(JSON.stringify([path, "clear", words, number]))
      .digest("hex")
      .slice(0, 16);

  it("says note, gate and the folded words of the first quote, or the message", () => {
    expect(identify("One **two** three.", [["m", "two three", "One"], ["a\n*message*"]])).toEqual([
      { key: keyOf("two three", 0), continues: undefined },
      { key: keyOf("a message", 0), continues: undefined },
    ]);
  });

  it("is the first that is free", () => {
    const keys = identify(DISK, [
      ["m", "disk"],
      ["m", "disk"],
      ["m", "cache"],
    ]).map(({ key }) => key);
    expect(keys).toEqual([keyOf("disk", 0), keyOf("disk", 1), keyOf("cache", 0)]);
  });

  it("is none of a previous finding, continued or resolved", () => {
    const gone = { ...finding(DISK, ["m", "Backups"]), key: keyOf("cache", 0) };
    const kept = { ...finding(DISK, ["m", "disk"]), key: keyOf("disk", 0) };
    expect(
      identify(
        DISK,
        [
          ["m", "cache"],
          ["m", "disk"],
          ["m", "disk"],
        ],
        [gone, kept],
      ),
    ).toEqual([
      { key: keyOf("cache", 1), continues: undefined },
      { key: keyOf("disk", 0), continues: 1 },
      { key: keyOf("disk", 1), continues: undefined },
    ]);
  });

  it("is made of the message where nothing of the quotes is text", () => {
    const quotes = [anchorQuote("One **two**", { start: 4, end: 6 })];
    const found = [{ message: "m", quotes }];
    const asked = { notePath: "notes/a.md", gateId: "clear", note: "One **two**", found, previous: [] };
    expect(identifyFindings(asked)).toEqual([{ key: keyOf("m", 0), continues: undefined }]);
  });
});
