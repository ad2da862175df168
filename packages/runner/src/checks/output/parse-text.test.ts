import { describe, expect, it } from "vitest";
import { parseText } from "./parse-text.ts";

const NOTES = ["notes/a.md", "./notes/a.md", "/kb/notes/a.md", "b: c.md", "b.md"];

/** The findings in a text, each as `PATH START-END SEVERITY MESSAGE`. */
function parse(text: string, isAlone = false, quoted: readonly string[] = []): string[] {
  const place = (at: { line: number; column?: number | undefined } | undefined) =>
    at === undefined ? "" : `${at.line}${at.column === undefined ? "" : `:${at.column}`}`;
  const hasLine = (path: string | undefined, line: string) =>
    quoted.includes(`${path ?? "-"}|${line.trim()}`);
  const lines = [...parseText(text, { isNote: (path) => NOTES.includes(path), isAlone, hasLine })];
  return lines
    .filter((finding) => finding !== undefined)
    .map(({ path, start, end, severity, message, isQuoted }) =>
      [
        path ?? "-",
        `${place(start)}${end ? `-${place(end)}` : ""}`,
        `${severity ?? "-"}${isQuoted ? "?" : ""}`,
        message,
      ].join("|"),
    );
}

describe("the text of", () => {
  it("markdownlint-cli2 0.18", () => {
    const text = [
      "markdownlint-cli2 v0.18.1 (markdownlint v0.38.0)",
      "Finding: ./notes/a.md ./b.md",
      "Linting: 2 file(s)",
      "Summary: 9 error(s)",
      'notes/a.md:1 MD022/blanks-around-headings Headings should be surrounded by blank lines [Context: "# A"]',
      "notes/a.md:4:22 MD009/no-trailing-spaces Trailing spaces [Expected: 0 or 2; Actual: 1]",
      "b.md:8:9 error MD034/no-bare-urls Bare URL used",
    ];
    expect(parse(text.join("\n"))).toEqual([
      'notes/a.md|1|-|MD022/blanks-around-headings Headings should be surrounded by blank lines [Context: "# A"]',
      "notes/a.md|4:22|-|MD009/no-trailing-spaces Trailing spaces [Expected: 0 or 2; Actual: 1]",
      "b.md|8:9|fail|MD034/no-bare-urls Bare URL used",
    ]);
  });

  it("vale --output=line", () => {
    const text = "notes/a.md:3:17:Vale.Spelling:Did you really mean 'colour'?\n";
    expect(parse(text)).toEqual(["notes/a.md|3:17|-|Vale.Spelling:Did you really mean 'colour'?"]);
  });

  it("vale, which lists under the path", () => {
    const text =
      "\n \u001b[4mnotes/a.md\u001b[0m\n 3:17  \u001b[31merror\u001b[0m    Did you really mean it?  Vale.Spelling \n\n✖ 1 error, 0 warnings and 0 suggestions in 1 file.\n";
    expect(parse(text)).toEqual(["notes/a.md|3:17|fail|Did you really mean it?  Vale.Spelling "]);
  });

  it("remark", () => {
    const text = "notes/a.md\n3:1-3:10 warning Unexpected heading  heading remark-lint\n\n⚠ 1 warning\n";
    expect(parse(text)).toEqual(["notes/a.md|3:1-3:10|warn|Unexpected heading  heading remark-lint"]);
  });

  it("a compiler", () => {
    const text =
      "notes/a.md: In function 'main':\nnotes/a.md:3:5: error: expected ';'\n    3 |  int x\n      |       ^\nnotes/a.md:9:1: warning: unused [-Wunused]\n1 error generated.\n";
    expect(parse(text)).toEqual([
      "notes/a.md||-|In function 'main':",
      "notes/a.md|3:5|fail|expected ';'",
      "notes/a.md|9:1|warn|unused [-Wunused]",
    ]);
  });

  it("yamllint -f parsable, and tsc", () => {
    expect(parse("/kb/notes/a.md:2:1: [error] syntax error\nb.md:7:3 - error TS1: no\n")).toEqual([
      "/kb/notes/a.md|2:1|fail|syntax error",
      "b.md|7:3|fail|TS1: no",
    ]);
  });
});

describe("a line", () => {
  it.each([
    ["b: c.md:1:2: m", "b: c.md|1:2|-|m"],
    ["./notes/a.md: m", "./notes/a.md||-|m"],
    ["b.md:0:5: m", "b.md||-|m"],
    ["b.md:3:0 m", "b.md|3|-|m"],
    ["b.md:9999999999:1 m", "b.md||-|9999999999:1 m"],
    ["b.md:-1:2 m", "b.md||-|-1:2 m"],
    ["b.md:3:5", "b.md|3:5|-|"],
    ["b.md:3:5: error", "b.md|3:5|-|error"],
    ["b.md:3:5: ERROR: m", "b.md|3:5|fail|m"],
    ["b.md:3:5: Note that it ends", "b.md|3:5|-|Note that it ends"],
    ["b.md:3:5: Warning: m", "b.md|3:5|warn|m"],
    ["b.md:3:5-3:9 warning m", "b.md|3:5-3:9|warn|m"],
    ["b.md:3:5: error handling is missing", "b.md|3:5|fail|error handling is missing"],
    ["b.md:3:5 note that it ends", "b.md|3:5|note|note that it ends"],
    ["b.md:3:5: info: m", "b.md|3:5|note|m"],
    ["b.md:3:5: Errors are named", "b.md|3:5|-|Errors are named"],
    ["other/x.md:3:5: m", "other/x.md|3:5|-|m"],
  ])("%j of a check of many notes is %j", (line, finding) => {
    expect(parse(line)).toEqual([finding]);
  });

  it.each(["3:5 m", "  3:5 m", "b.md", "b.md:", "Summary: 3 errors", "12:30 done", "", "\0"])(
    "%j of a check of many notes is no finding",
    (line) => {
      expect(parse(line)).toEqual([]);
    },
  );

  it("without a path is of the only note, and of none behind the list of another file", () => {
    expect(parse("3:5 m\n3:5: n\n3:5-4:1 o", true)).toEqual(["-|3:5|-|m", "-|3:5|-|n", "-|3:5-4:1|-|o"]);
    expect(parse("12:30:05 done\n3: m\n10:30pm", true)).toEqual([]);
    expect(parse("b.md\n  1:1 a\nother.md\n  2:2 b\nb.md\n\n  3:3 c\n")).toEqual([
      "b.md|1:1|-|a",
      "b.md|3:3|-|c",
    ]);
  });

  it("that is one of the note's neither ends nor moves a list, and says nothing of how bad a finding is", () => {
    const list =
      "notes/a.md\n  1:1 a\n    b.md\n  2:2 error b\nat the margin\n7: at the margin\n  3:3 c\nother\n  4:4 d\n";
    const quoted = ["notes/a.md|b.md", "notes/a.md|at the margin"];
    expect(parse(list, false, quoted)).toEqual([
      "notes/a.md|1:1|-|a",
      "notes/a.md|2:2|fail|b",
      "b.md|2:2|fail|b",
      "notes/a.md|3:3|-|c",
      "b.md|3:3|-|c",
    ]);
    const lines = "b.md:3:info: m\nb.md:3:7: info: m\nb.md: info: m\nb.md:4:info: n\n";
    expect(parse(lines, false, ["b.md|info: m"])).toEqual([
      "b.md|3|note?|m",
      "b.md|3:7|note?|m",
      "b.md||note?|m",
      "b.md|4|note|n",
    ]);
    expect(parse("1:1 info: m\n2:1 info: m\n", true, ["-|1:1 info: m"])).toEqual([
      "-|1:1|note?|m",
      "-|2:1|note|m",
    ]);
  });

  it("is about eight notes at most", () => {
    const paths = Array.from({ length: 50 }, (_, index) => `${index}.md`);
    const notes = { isNote: (path: string) => path.endsWith(".md"), isAlone: false, hasLine: () => true };
    const rows = [...parseText(`${paths.join("\n")}\n1:1 m\n`, notes)].flatMap((each) => each?.path ?? []);
    expect(rows).toEqual([...paths.slice(0, 7), "49.md"]);
  });

  it("is cut before anything is looked for in it", () => {
    const [finding = ""] = parse(`b.md:1:1 ${"x".repeat(1_000_000)}`);
    expect(finding.length).toBeLessThan(9_000);
    expect(parse(":".repeat(1_000_000))).toEqual([]);
    expect(parse(`${"1:".repeat(500_000)}\n`)).toEqual([]);
  });
});
