import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isNeverClosed, readFrontMatter, readFrontMatterOfBytes } from "./front-matter.ts";

describe("readFrontMatter", () => {
  it.each([
    ["no front matter", "# Title\n", {}, "# Title\n"],
    ["an empty text", "", {}, ""],
    ["an empty block", "---\n---\nbody", {}, "body"],
    [
      "flat keys",
      "---\ntype: note\ntraits: [a, b-c]\n---\n\nbody",
      { type: "note", traits: ["a", "b-c"] },
      "\nbody",
    ],
    ["nested YAML", "---\na: {b: [1, true]}\nc: |\n  x\n---\n", { a: { b: [1, true] }, c: "x\n" }, ""],
    ["Windows line endings", "---\r\na: b\r\n---\r\nbody\r\n", { a: "b" }, "body\r\n"],
    ["a byte order mark", "\uFEFF---\na: b\n---\nbody", { a: "b" }, "body"],
    ["blanks after the fences", "--- \na: b\n---\t \nbody", { a: "b" }, "body"],
    ["blanks after the fences of YAML", "---\t\r\na: {b: 1}\r\n--- \r\nbody", { a: { b: 1 } }, "body"],
    ["a closing fence with words after it", "---\na: b\n---  c\n", {}, "---\na: b\n---  c\n"],
    ["a block at the end of the file", "---\na: b\n---", { a: "b" }, ""],
    ["an empty block and a rule later", "---\n---\na\n---\nb", {}, "a\n---\nb"],
    ["a block that is never closed", "---\na: b\n", {}, "---\na: b\n"],
    ["a longer rule that does not close it", "---\na: b\n----\nc: d\n", {}, "---\na: b\n----\nc: d\n"],
    ["a rule later in the text", "text\n---\na: b\n---\n", {}, "text\n---\na: b\n---\n"],
    ["only comments", "---\n# nothing\n---\nbody", {}, "body"],
  ])("reads %s", async (_name, text, data, body) => {
    expect(await readFrontMatter(text)).toEqual({ data, body, problem: undefined });
  });

  it.each([
    ["title: a: b", 'front matter is not YAML (line 2): a value that holds ": " must be quoted'],
    [
      "a: 1\nb: [1",
      "front matter is not YAML (line 3): Flow sequence in block collection must be sufficiently indented",
    ],
    ["a: 1\na: 2", "front matter is not YAML (line 3): Map keys must be unique"],
    ["- a\n- b", "front matter is not a list of `key: value` lines"],
    ["just words", "front matter is not a list of `key: value` lines"],
    ["a: *nothing", "front matter is not YAML: Unresolved alias"],
  ])("reports %j as a problem and gives no data", async (yaml, problem) => {
    const text = `---\n${yaml}\n---\nbody`;
    const read = await readFrontMatter(text);
    expect(read).toMatchObject({ data: {}, body: text });
    expect(read.problem).toContain(problem);
    expect(read.problem).not.toContain("\n");
  });

  it("never throws, keeps the end of the text, and reads the same from bytes", async () => {
    const line = fc.constantFrom(
      "---",
      "--- \t",
      "---  x",
      "a: b",
      "a: [x]",
      "  - y",
      "t:",
      "# h",
      "----",
      "ü: é",
      "\uFEFF",
      "z: &a [*a]",
      "",
    );
    const soup = fc.array(line, { maxLength: 9 }).map((lines) => lines.join("\n"));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          soup,
          soup.map((text) => `---\n${text}`),
          fc.string(),
        ),
        async (text) => {
          const { body, data, problem } = await readFrontMatter(text);
          expect(text.endsWith(body)).toBe(true);
          const fromBytes = await readFrontMatterOfBytes(Buffer.from(text));
          expect(fromBytes).toEqual({ data, problem });
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("isNeverClosed", () => {
  it.each([
    ["---\na: b\n", true],
    ["\uFEFF--- \r\na: b", true],
    ["---", true],
    ["---\na: b\n---", false],
    ["----\na: b\n", false],
    ["text\n---\n", false],
    ["", false],
  ])("%j: %s", (text, expected) => {
    expect(isNeverClosed(text)).toBe(expected);
  });
});
