import type { NoteProblem } from "@review/corpus";
import { describe, expect, it } from "vitest";
import { explainBroken } from "./explain-selection.ts";

const broken = (path: string, code: NoteProblem["code"]): NoteProblem => ({
  path,
  code,
  message: `${path} is bad`,
});
const linked = (path: string) => ({ path, reason: "is a symlink" });

describe("explainBroken", () => {
  it("is silent where nothing is broken", () => {
    expect(explainBroken({ problems: [], skipped: [] })).toEqual([]);
  });

  it("counts each note once, in one line, and so what was passed over", () => {
    const problems = [
      broken("a.md", "note-empty"),
      broken("b.md", "front-matter-broken"),
      broken("b.md", "note-unreadable"),
    ];
    expect(explainBroken({ problems, skipped: [linked("c.md"), linked("d.md")] })).toEqual([
      "2 notes are broken: `review-nested doctor --notes` says why",
      "2 paths were passed over: `review-nested doctor --notes` says why",
    ]);
  });

  it("says what is wrong with no note as it is", () => {
    const problems = [broken("lost/*.md", "no-matching-note"), broken("a.md", "note-not-utf8")];
    expect(explainBroken({ problems, skipped: [] })).toEqual([
      "lost/*.md is bad",
      "1 note is broken: `review-nested doctor --notes` says why",
    ]);
  });
});
