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
  const many = "<!-- review-ignore prose: quoted -->\n\nA block.\n\n".repeat(33);
  const under = await settledByComments(many, ["prose/a", "prose/b"]);
  expect(under.filter((each) => "commentLine" in each)).toHaveLength(60);
  expect(under.slice(-2)).toEqual([
    { gateId: "prose/b", reason: "quoted", commentLine: 117 },
    { gateId: "prose/b", more: 3 },
  ]);
  expect(await settledByComments("# A note\n", ["prose/clarity"])).toEqual([]);
});
