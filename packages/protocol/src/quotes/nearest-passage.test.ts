import { expect, it } from "vitest";
import { nearestPassageFinder } from "./nearest-passage.ts";

const note =
  "# Title\n\nThe disk writes **42** blocks\nto a cache.\r\n\r\nThe network is slow, but the disk is not.\n\n- one\n- two\n";

it.each([
  ["The disk writes 43 blocks", "The disk writes **42** blocks\nto a cache."],
  ["the network is fast", "The network is slow, but the disk is not."],
  ["TITLE", "# Title"],
  ["two of them", "- one\n- two"],
  ["nothing of this stands there", undefined],
  ["…", undefined],
])("%s is nearest to %s", (quote, expected) => {
  const found = nearestPassageFinder(note)(quote);
  expect(found && note.slice(found.start, found.end)).toBe(expected);
});
