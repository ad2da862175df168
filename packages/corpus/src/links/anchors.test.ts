import { describe, expect, it } from "vitest";
import { hasAnchor, readAnchors } from "./anchors.ts";

const TEXT = `# Title of it

Lead. ^lead-1

## Café & *more* things!

### Below

- item
  ^item

Setext [link](x.md)
---

## \`code\` {#custom-Id}

<a name="by-hand"></a>

## Below

## [[Note|alias]] here

\`\`\`
# not a heading
\`\`\`
`;

describe("hasAnchor", () => {
  it.each([
    ["title-of-it", true],
    ["Title of it", true],
    ["TITLE OF IT", true],
    ["café--more-things", true],
    ["cafe-more-things", true],
    ["Café & *more* things!", true],
    ["Title of it#Below", true],
    ["Café & more things#Below", true],
    ["Setext link#Below", false],
    ["Below#Title of it", false],
    ["below-1", true],
    ["setext-link", true],
    ["custom-id", true],
    ["code", true],
    ["by-hand", true],
    ["alias here", true],
    ["Note alias here", true],
    ["not-a-heading", false],
    ["titel-of-it", false],
    ["title", false],
    ["^lead-1", true],
    ["^LEAD-1", true],
    ["Below#^item", true],
    ["^gone", false],
    ["top", true],
    [":~:text=Lead", true],
    ["L10-L20", true],
    ["", true],
  ])("of %j is %j", async (fragment, found) => {
    expect(hasAnchor(await readAnchors(TEXT), fragment)).toBe(found);
  });

  it.each(["import X from './x';\n", "<Steps />\n", "{{< include x >}}\n"])(
    "is left open where %j may show more",
    async (text) => {
      expect(hasAnchor(await readAnchors(`${text}\n# Title\n`), "gone")).toBe(true);
    },
  );
});
