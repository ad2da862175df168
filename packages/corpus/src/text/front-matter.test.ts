import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFrontMatter, readFrontMatterOfBytes } from "./front-matter.ts";

// Each line is ten times the one before it.
const BOMB = [
  "a: &a [x]",
  ..."bcdefghi".split("").map((key, at) => `${key}: &${key} [${`*${"abcdefgh"[at]}, `.repeat(10)}]`),
].join("\n");

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
    ["nested YAML", "---\na: {b: [1, true]}\nc: |\n  x\n---\n", { a: { b: ["1", "true"] }, c: "x\n" }, ""],
    ["YAML that ends in dots", "---\na: b\n...\nbody", { a: "b" }, "body"],
    ["Windows line endings", "---\r\na: b\r\n---\r\nbody\r\n", { a: "b" }, "body\r\n"],
    ["a byte order mark", "\uFEFF---\na: b\n---\nbody", { a: "b" }, "body"],
    ["blanks after the fences", "--- \na: b\n---\t \nbody", { a: "b" }, "body"],
    ["blanks after the fences of YAML", "---\t\r\na: {b: 1}\r\n--- \r\nbody", { a: { b: "1" } }, "body"],
    ["a block at the end of the file", "---\na: b\n---", { a: "b" }, ""],
    ["an empty block and a rule later", "---\n---\na\n---\nb", {}, "a\n---\nb"],
    ["a rule later in the text", "text\n---\na: b\n---\n", {}, "text\n---\na: b\n---\n"],
    ["only comments", "---\n# nothing\n---\nbody", {}, "body"],
    [
      "values as they are written",
      "---\na: 1.10\nb: 007\nc: 2026-01-02\nd: False\ne: [1.0, ~]\nf: &x 1e3\ng: *x\nh:\n---\n",
      { a: "1.10", b: "007", c: "2026-01-02", d: "False", e: ["1.0", "~"], f: "1e3", g: "1e3", h: "" },
      "",
    ],
    [
      "TOML",
      "+++\ntitle = \"a: b\"\ntags = ['x', 'y']\ndate = 2026-01-02\n[extra]\ndraft = false\nn = 7\n+++ \nbody",
      { title: "a: b", tags: ["x", "y"], date: "2026-01-02", extra: { draft: "false", n: "7" } },
      "body",
    ],
    ["TOML after a byte order mark", "\uFEFF+++\r\na = 'b'\r\n+++\r\nbody", { a: "b" }, "body"],
    ["TOML after blank lines", "\n\n+++\na = 'b'\n+++\nbody", { a: "b" }, "body"],
    ["rules after a blank line", "\n---\nsome text\n\n---\nbody", {}, "\n---\nsome text\n\n---\nbody"],
    ["two rules after a blank line", "\n---\n---\nbody", {}, "\n---\n---\nbody"],
    [
      "merge keys",
      "---\na: &a {b: 1, c: 2}\n<<: *a\nc: 3\n---\n",
      { a: { b: "1", c: "2" }, b: "1", c: "3" },
      "",
    ],
    ["a quoted key that looks like one", "---\n'<<': {b: 1}\n---\n", { "<<": { b: "1" } }, ""],
    ["an empty block of TOML", "+++\n+++\nbody", {}, "body"],
    [
      "JSON",
      '{\n  "a": [1, null],\n  "b": {"c": true}\n}\n\nbody',
      { a: ["1", "null"], b: { c: "true" } },
      "\nbody",
    ],
    [
      "JSON values as they are written",
      '\uFEFF{\r\n"a": 1.10, "b": "007", "c": [1e3, -0, "x\\" 1"],\r\n"d": {"e": false, "1": null}\r\n}\r\nbody',
      { a: "1.10", b: "007", c: ["1e3", "-0", 'x" 1'], d: { e: "false", "1": "null" } },
      "body",
    ],
    [
      "TOML values as they are written",
      [
        "+++",
        "a = 1.10 # 2",
        "b = 1_000",
        'c = [1.0, [0x0A, true], "x", # 3',
        "4]",
        "d = 2026-01-02 07:32:00Z",
        "e = {f = +inf, g.h = '1'}",
        '"i = 1" = 07:32:00',
        "[2.10]",
        'j = """',
        'k = 1 ""\\""""',
        "[[l]]",
        "m = '''n = 1'''''",
        "2 = 3",
        "+++",
        "",
      ].join("\n"),
      {
        a: "1.10",
        b: "1_000",
        c: ["1.0", ["0x0A", "true"], "x", "4"],
        d: "2026-01-02 07:32:00Z",
        e: { f: "+inf", g: { h: "1" } },
        "i = 1": "07:32:00",
        "2": { "10": { j: 'k = 1 """' } },
        l: [{ m: "n = 1''", "2": "3" }],
      },
      "",
    ],
    ["braces that are no JSON", "{\n/* a comment */\n}\nbody", {}, "{\n/* a comment */\n}\nbody"],
    ["JSON that is not alone on its lines", '{"a": 1}\nbody', {}, '{"a": 1}\nbody'],
  ])("reads %s", async (_name, text, data, body) => {
    expect(await readFrontMatter(text)).toEqual({ data, body, problem: undefined });
  });

  it.each([
    ["title: a: b", 'front matter is not YAML (line 2, column 8): a value that holds ": " must be quoted'],
    [
      "a: 1\nb: [1",
      "front matter is not YAML (line 3, column 6): Flow sequence in block collection must be sufficiently indented",
    ],
    ["a: 1\na: 2", "front matter is not YAML (line 3, column 1): Map keys must be unique"],
    ["- a\n- b", "front matter is not a list of `key: value` lines"],
    ["just words", "front matter is not a list of `key: value` lines"],
    ["<<: x", "front matter is not YAML: Merge sources must be maps"],
    ["a: *nothing", "front matter is not YAML: Unresolved alias"],
  ])("reports %j as a problem and gives no data", async (yaml, problem) => {
    const text = `---\n${yaml}\n---\nbody`;
    const read = await readFrontMatter(text);
    expect(read).toMatchObject({ data: {}, body: text });
    expect(read.problem).toContain(problem);
    expect(read.problem).not.toContain("\n");
  });

  it.each([
    ["\n---\na: b\n---\nbody", 2],
    ["\uFEFF \n\r\n--- \na: [b]\n---\n", 3],
    ["\n---\na: 1\na: 2\n---\n", 2],
    [`\n---\na: ${"[".repeat(200)}${"]".repeat(200)}\n---\n`, 2],
    ['\n{\n"a": 1\n}\n', 2],
    [`${"\n".repeat(20)}+++\na = 1\n+++\n`, 21],
  ])("says that nobody knows what is behind blank lines: %j", async (text, line) => {
    const problem = `front matter is not read, because it begins on line ${line}: move it to the first`;
    expect(await readFrontMatter(text)).toEqual({ data: {}, body: text, problem });
  });

  it.each([
    ["a = b", "front matter is not TOML (line 2, column 5): "],
    ["a = 1\na = 2", "front matter is not TOML (line 3, column 1): "],
    ["a = [[[", "front matter is not TOML (line 2, column 7): "],
    [`a = ${"[".repeat(5000)}`, "front matter is not TOML (line 2, "],
    [`a = """${"x".repeat(17_000)}"""`, "front matter is longer than 16384 characters: make it shorter"],
  ])("reports TOML %j as a problem and gives no data", async (toml, problem) => {
    const text = `+++\n${toml}\n+++\nbody`;
    const read = await readFrontMatter(text);
    expect(read).toMatchObject({ data: {}, body: text, problem: expect.stringContaining(problem) });
    expect(read.problem).not.toContain("\n");
  });

  it("says so where TOML is never closed, and JSON is nested too deep", async () => {
    expect(await readFrontMatter("+++\na = 1\n")).toMatchObject({
      problem: "front matter is never closed: it begins with the line +++, but no such line ends it; add one",
    });
    const deep = `{\n"a": ${"[".repeat(200)}${"]".repeat(200)}\n}\n`;
    expect(await readFrontMatter(deep)).toMatchObject({
      problem: "front matter is nested too deep: make it simpler",
    });
  });

  it.each([
    ['{\n"a": 1,\n}\nbody', 'is not JSON (line 3, column 1): expected a key, got "}"'],
    ['\uFEFF{ \r\n  "a": b\r\n}\r\nbody', 'is not JSON (line 2, column 8): expected a value, got "b"'],
    ['{\n"a": {\n"b": 1\n', "is never closed: it begins with the line {, but no line } ends it; add one"],
  ])("reports JSON %j as a problem and gives no data", async (text, problem) => {
    const broken = { data: {}, problem: `front matter ${problem}` };
    expect(await readFrontMatter(text)).toEqual({ ...broken, body: text });
    expect(await readFrontMatterOfBytes(Buffer.from(text))).toEqual(broken);
  });

  it.each(["---\na: b\n", "\uFEFF--- \r\na: b", "---", "---\na: b\n----\nc: d\n", "---\na: b\n---  c\n"])(
    "says so where it is never closed: %j",
    async (text) => {
      const problem =
        "front matter is never closed: it begins with the line ---, but no such line ends it; add one";
      expect(await readFrontMatter(text)).toEqual({ data: {}, body: text, problem });
      expect(await readFrontMatterOfBytes(Buffer.from(text))).toEqual({ data: {}, problem });
    },
  );

  it.each(["----\na: b\n", "text\n---\n", ""])("takes no other beginning for it: %j", async (text) => {
    expect(await readFrontMatter(text)).toEqual({ data: {}, body: text, problem: undefined });
  });

  it.each([
    ["an alias to itself", "a: &a [*a]", "has an alias that refers to itself: write its value"],
    [
      "an alias to itself in a map",
      "a: &a {b: [{c: *a}]}",
      "has an alias that refers to itself: write its value",
    ],
    ["aliases of aliases", BOMB, "is not YAML: Excessive alias count indicates a resource exhaustion attack"],
    ["brackets in brackets", `a: ${"[".repeat(5000)}`, "is nested too deep: make it simpler"],
    ["lists in lists", `a:\n  ${"- ".repeat(5000)}x`, "is nested too deep: make it simpler"],
    ["maps in maps", `a: ${"{a: ".repeat(2000)}`, "is nested too deep: make it simpler"],
    [
      "more YAML than anybody writes",
      `a: |\n${"  line\n".repeat(5000)}`,
      "is longer than 16384 characters: make it shorter, or write plain lines `key: value`",
    ],
    [
      "plain lines without an end",
      "a: b\n".repeat(250_000),
      "is longer than 1000000 characters: make it shorter",
    ],
  ])("reports %s as a problem", async (_, yaml, problem) => {
    expect(await readFrontMatter(`---\n${yaml}\n---\n`)).toMatchObject({
      data: {},
      problem: `front matter ${problem}`,
    });
  });

  it("reads an alias that ends, and plain lines of any length", async () => {
    const shared = "---\na: &a [x, {y: z}]\nb: [*a, *a]\n---\n";
    expect((await readFrontMatter(shared)).data).toMatchObject({
      b: [
        ["x", { y: "z" }],
        ["x", { y: "z" }],
      ],
    });
    const spaces = " ".repeat(200_000);
    const plain = `---\ntags: [a${spaces}b]\nmore:\n${"  - one\n".repeat(50_000)}---\n`;
    const { data, problem } = await readFrontMatter(plain);
    expect(problem).toBeUndefined();
    expect(data.tags).toEqual([`a${spaces}b`]);
    expect(data.more).toHaveLength(50_000);
  });

  it("never throws, keeps the end of the text, and reads the same from bytes", async () => {
    const line = fc.constantFrom(
      "---",
      "--- \t",
      "---  x",
      "...",
      "+++",
      "+++ ",
      "{",
      "}",
      "a = 1",
      '"a": 1',
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
