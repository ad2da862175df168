import { describe, expect, it } from "vitest";
import { continued, DISK, type Said } from "../../test/said-findings.ts";

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
      "in a sentence that shares with it what all sentences do",
      DISK,
      DISK.replace("The disk writes without any loss.", "The rack without any label is here."),
      ["m", "The disk writes without any loss."],
      ["m", "The rack without any label is here."],
    ],
    [
      "with a changed word",
      DISK,
      DISK.replace("any loss", "much loss"),
      ["m", "The disk writes without any loss."],
      ["n", "The disk writes without much loss."],
    ],
    [
      "with a changed number",
      DISK,
      DISK.replace("at two", "at three"),
      ["m", "night at two"],
      ["n", "night at three"],
    ],
    [
      "with a changed word at the beginning",
      DISK,
      DISK.replace("cache", "index"),
      ["m", "The cache is"],
      ["n", "The index is kept"],
    ],
    [
      "in Chinese with a changed word",
      "我们先把缓存放进内存里,磁盘写入没有损失,每天晚上两点备份所有的数据和日志。",
      "我们先把缓存放进内存里,磁盘写入很少损失,每天晚上两点备份所有的数据和日志。",
      ["m", "磁盘写入没有损失"],
      ["n", "磁盘写入很少损失"],
    ],
    [
      "with a word more that makes it the opposite",
      DISK,
      DISK.replace("writes without", "never writes without"),
      ["m", "The disk writes without any loss."],
      ["m", "The disk never writes without any loss."],
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
      "beside the old one in a script without spaces",
      "我们先把缓存放进内存里磁盘写入没有损失",
      "我们先把缓存放进内存里磁盘写入没有损失",
      ["m", "我们先把缓存放进内存里"],
      ["n", "磁盘写入没有损失"],
    ],
    [
      "about another number that ends like the old one",
      "Reading: 5 ms is the limit of all disks here.",
      "Writing is slow. 15 ms is the limit of all disks there.",
      ["m", "5 ms is the limit of all disks"],
      ["n", "15 ms is the limit"],
    ],
    [
      "in an edited sentence at the beginning of a note that begins otherwise",
      `One: all is well here. ${DISK}`,
      `Two: all is good here. ${DISK}`,
      ["m", "all is well here."],
      ["n", "all is good here."],
    ],
    [
      "in an edited sentence at the end of a note that ends otherwise",
      `${DISK} All is well here. One.`,
      `${DISK} All is good here. Two.`,
      ["m", "All is well here."],
      ["n", "All is good here."],
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
      ["n", "without any loss at once[2]"],
    ],
  ])("%s", (_, before, after, first, second) => {
    expect(continued(before, [first], after, [second])).toEqual([undefined]);
  });
});
