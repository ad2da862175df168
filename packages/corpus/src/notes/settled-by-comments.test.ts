import { expect, it } from "vitest";
import { settledByComments } from "./settled-by-comments.ts";

it("names gate, reason and line of what comments settle, under the gates asked for alone", async () => {
  const note = [
    "---",
    "title: T",
    "---",
    "<!-- review-ignore-file Claims: all of it is the law's -->",
    "",
    "<!-- review-ignore prose/clarity, prose/other: quoted -->",
    "",
    "A block.",
    "",
    "<!-- review-ignore prose/clarity -->",
    "",
    "Another.",
  ].join("\n");
  expect(await settledByComments(note, ["prose/clarity", "claims/sources", "form/title"])).toEqual([
    { gateId: "prose/clarity", reason: "quoted", commentLine: 6 },
    { gateId: "claims/sources", reason: "all of it is the law's", commentLine: 4 },
  ]);
  expect(await settledByComments("# A note\n", ["prose/clarity"])).toEqual([]);
});
