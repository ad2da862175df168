import { describe, expect, it } from "vitest";
import { stripFrontMatter } from "./front-matter.ts";

describe("stripFrontMatter", () => {
  it.each([
    ["none", "\n# Gate\n\ntext\n", "# Gate\n\ntext"],
    ["some", "---\nname: x\n---\n\n# Gate\n", "# Gate"],
    ["CRLF, BOM and trailing spaces", "\uFEFF--- \r\nname: x\r\n---\t\r\n# Gate\r\n", "# Gate"],
    ["empty front matter", "---\n---\n# Gate\n", "# Gate"],
    ["a thematic break further down", "---\na: 1\n---\n# Gate\n\n---\n\nmore", "# Gate\n\n---\n\nmore"],
    ["an empty block and a rule later", "---\n---\na\n---\nb", "a\n---\nb"],
    ["a rule after a blank line", "\n---\na\n---\nb", "---\na\n---\nb"],
    ["line feeds of old", "---\ra: 1\r---\rb", "b"],
    ["never closed", "---\nname: x\n# Gate", "---\nname: x\n# Gate"],
    ["nothing but front matter", "---\ndescription: x\n---\n", "---\ndescription: x\n---"],
    ["a longer rule is no delimiter", "----\na\n----\nb", "----\na\n----\nb"],
    ["TOML", "+++\na = 1\n+++\n# Gate\n", "# Gate"],
    ["TOML after blank lines", "\uFEFF\n \r\n+++\na = 1\n+++\n# Gate\n", "# Gate"],
    ["JSON", '{\n"a": 1\n}\n# Gate\n', "# Gate"],
    ["YAML that ends in dots", "---\na: 1\n...\n# Gate\n", "# Gate"],
    ["braces that are no JSON", "{\na\n}\n# Gate\n", "{\na\n}\n# Gate"],
    ["empty", "", ""],
  ])("%s", (_case, text, expected) => {
    expect(stripFrontMatter(text)).toBe(expected);
  });
});
