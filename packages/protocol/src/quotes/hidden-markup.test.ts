import { describe, expect, it } from "vitest";
import { hiddenMarkupFinder } from "./hidden-markup.ts";

const markupOf = (source: string) => hiddenMarkupFinder(source)(0);

describe("hidden markup", () => {
  it("parts what stands around it unless every tag of it is one within a line", () => {
    expect(markupOf("<b/><i /><sub class=a/></b>")).toEqual({ length: 27, parts: false });
    expect(markupOf("<b/><i /><div>")).toEqual({ length: 14, parts: true });
  });

  // Were the slash of each tag meant in two ways, a hundred of them would never be gone through.
  it("is told of any number of tags that end themselves", () => {
    const tags = "<i /><b />".repeat(100);
    expect(markupOf(`${tags}<div>`)).toEqual({ length: tags.length + 5, parts: true });
  });
});
