import { expect, it } from "vitest";
import { nearestPassageFinder } from "./nearest-passage.ts";

const note =
  "# Title\n\nThe disk writes **42** blocks\nto a cache.\r\n\r\nThe network is slow, but the disk is not.\n\n- one\n- two\n";

it.each([
  ["The disk writes 43 blocks", "The disk writes **42** blocks"],
  ["The disk writes 43 blocks to the cache", "The disk writes **42** blocks\nto a cache."],
  ["the network is fast", "The network is slow, but the disk is not."],
  ["TITLE", "# Title"],
  ["two of them", "- two"],
  ["nothing of this stands there", undefined],
  ["…", undefined],
])("%s is nearest to %s", (quote, expected) => {
  const found = nearestPassageFinder(note)(quote);
  expect(found && note.slice(found.start, found.end)).toBe(expected);
});

it("names the line within a long block, and the sentence within a long line", () => {
  const lines = Array.from({ length: 60 }, (_, at) => `- Item ${at} says that the machine is fast.`);
  const list = lines.with(41, "- Item 41 says that the printer is slow.").join("\n");
  const inList = nearestPassageFinder(list)("the printer was slow");
  expect(inList && list.slice(inList.start, inList.end)).toBe("- Item 41 says that the printer is slow.");
  const line = list.replaceAll("\n- ", " ");
  const inLine = nearestPassageFinder(line)("the printer was slow");
  expect(inLine && line.slice(inLine.start, inLine.end)).toBe("Item 41 says that the printer is slow.");
});

it("takes words that stand far from each other from one place", () => {
  const filler = Array.from({ length: 20 }, (_, at) => `Line ${at} is about other things.`);
  const block = ["The cache is warm.", ...filler, "The cache of the disk is cold."].join("\n");
  const found = nearestPassageFinder(block)("the warm disk cache is cold");
  expect(found && block.slice(found.start, found.end)).toBe("The cache of the disk is cold.");
});
