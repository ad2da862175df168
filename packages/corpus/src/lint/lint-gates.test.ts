import { rejection } from "@review/test-kit/temp-tree.ts";
import { describe, expect, it } from "vitest";
import { createCorpus } from "../../test/create-corpus.ts";
import { lintGates, type ProgramLook } from "./lint-gates.ts";

const everyProgram = { whyUnstartable: async () => undefined };

async function linesOf(
  files: Record<string, string>,
  options: Parameters<typeof lintGates>[1] = everyProgram,
) {
  const { issues } = await lintGates(await createCorpus(files), options);
  return issues.map(({ path, severity, message }) => `${path}: ${severity}: ${message}`);
}

describe("lintGates", () => {
  it("counts the gates and finds nothing in good ones", async () => {
    const corpus = await createCorpus({ "gates/a.md": "A.", "gates/lens/b.md": "B.", "gates/index.md": "" });
    expect(await lintGates(corpus, everyProgram)).toEqual({ gates: 2, issues: [] });
  });

  it("names what cannot be read at all", async () => {
    expect(
      await linesOf({
        "gates/empty.md": "",
        "gates/yaml.md": "---\na: b: c\n---\nx",
        "gates/body.md": "---\nname: x\n---\n",
      }),
    ).toEqual([
      "gates/body.md: error: has no text after its front matter; write the criterion",
      "gates/empty.md: error: is empty",
      'gates/yaml.md: error: front matter is not YAML (line 2, column 4): a value that holds ": " must be quoted',
    ]);
  });

  it("finds words watched that nothing has", async () => {
    const files = {
      "notes/a.md": "---\nstatus: draft\n---\nx",
      "gates/a.md": "---\nwatches: [titel, status, body]\n---\nx\n",
      "gates/b.md": "---\nwatches: [statsu]\n---\nx\n",
      "gates/c.md": "---\nwatches: [zzzz]\n---\nx\n",
    };
    const why = "which is no part of a note and no key of any note's front matter";
    expect(await linesOf(files)).toEqual([
      `gates/a.md: warning: watches "titel", ${why}; did you mean title?`,
      `gates/b.md: warning: watches "statsu", ${why}; did you mean status?`,
      `gates/c.md: warning: watches "zzzz", ${why}`,
    ]);
    expect(await linesOf({ ...files, "notes/b.md": "---\na: b: c\n---\nx" })).toEqual([]);
  });

  it("finds inputs that name nothing, and a volatile gate without a check", async () => {
    expect(
      await linesOf({
        "gates/a.md": "---\ninputs: [gone]\n---\nx\n",
        "gates/b.md": "---\nvolatile: true\n---\nx\n",
        "gates/c.md": "---\ninputs: [gates/c.md]\ncheck: lint\nvolatile: true\n---\nx\n",
      }),
    ).toEqual([
      "gates/a.md: error: inputs: gone cannot be read: it does not exist",
      "gates/b.md: error: volatile is for gates with a check: only those are run again",
    ]);
  });

  it("finds front matter that never ends, and reads what is between fences with blanks", async () => {
    expect(
      await linesOf({
        "gates/open.md": "---\nrequires_trait: poem\n\nIs it so?\n",
        "gates/blank.md": "--- \nrequires_trait: poem\n---\t\nIs it so?\n",
        "gates/rule.md": "Is it so?\n\n---\n\nOr so?\n",
      }),
    ).toEqual([
      'gates/blank.md: warning: never applies, because no note has the trait "poem"',
      "gates/open.md: error: front matter is never closed: it begins with the line ---, but no such line ends it; add one",
    ]);
  });

  it.each([
    "<!-- for prose -->\n---\nrequires_trait: poem\n---\nIs it so?\n",
    "\uFEFF\n\n<!-- a\n--> <!-- b -->\n+++\nname = 'x'\n+++\nIs it so?\n",
    "\n---\nname: x\n---\nIs it so?\n",
    '\n---\nname: "Quotes\napplies_to: [content/posts/**]\n---\nIs it so?\n',
    "\n---\nname: x\n\nIs it so?\n",
  ])("finds front matter that is not read, because it is not on the first line: %j", async (text) => {
    const line = text.slice(0, text.search(/^(?:---|\+\+\+)$/m)).split("\n").length;
    expect(await linesOf({ "gates/a.md": text })).toEqual([
      `gates/a.md: error: front matter is not read, because it begins on line ${line}: move it to the first`,
    ]);
  });

  it.each([
    " ---\nname: x\n---\nIs it so?\n",
    "----\nname: x\n----\nIs it so?\n",
    '\uFEFF ---\nname: "x\n ---\nIs it so?\n',
  ])("finds front matter of which the first line has more than it should: %j", async (text) => {
    expect(await linesOf({ "gates/a.md": text })).toEqual([
      "gates/a.md: error: front matter is not read, because its first line is not --- alone: write no more there",
    ]);
  });

  it("reads TOML behind blank lines", async () => {
    expect(await linesOf({ "gates/a.md": "\n\n+++\nname = 'x'\n+++\nIs it so?\n" })).toEqual([]);
  });

  it("takes rules behind a comment for rules", async () => {
    expect(await linesOf({ "gates/a.md": "<!-- x -->\n---\nIs it so: or not?\n\n---\nb\n" })).toEqual([]);
  });

  it("finds scopes that no note is in", async () => {
    const notes = {
      "notes/guides/a.mdx": "---\nstatus: current\ntags: [howto]\n---\nx",
      "notes/b.md": "---\nstatus: draft\n---\nx",
      "review.config.json": '{"notes": ["notes/**"]}',
    };
    const gate = (front: string) => `---\n${front}\n---\nIs it so?\n`;
    expect(
      await linesOf({
        ...notes,
        "gates/a.md": gate("applies_to: [notes/guides, notes/gides/**]"),
        "gates/b.md": gate("requires: {status: curent}"),
        "gates/c.md": gate("applies_to: ['notes/*.md']\nrequires: {tags: [howto]}"),
        "gates/d.md": gate(
          "applies_to: ['notes/**/*.MDX', '!notes/old']\nrequires: {tags: [howto], status: current}",
        ),
      }),
    ).toEqual([
      'gates/a.md: warning: applies_to names "notes/gides/**", which no note matches',
      "gates/b.md: warning: never applies, because no note has status=curent; did you mean current?",
      "gates/c.md: warning: never applies, because no note meets all that it asks for",
    ]);
  });

  it("finds paths that differ in letter case only", async () => {
    const lines = await linesOf({
      "gates/Prose/a.md": "A.",
      "gates/prose/A.md": "A.",
      "gates/prose/b.md": "B.",
    });
    expect(lines).toEqual([
      expect.stringMatching(
        /^gates\/Prose\/a\.md: error: differs from gates\/prose\/A\.md in letter case only/,
      ),
      expect.stringMatching(
        /^gates\/prose\/A\.md: error: differs from gates\/Prose\/a\.md in letter case only/,
      ),
    ]);
  });

  it("finds traits that no note has", async () => {
    const lines = await linesOf({
      "notes/a.md": "---\ntraits: [title-as-claim]\n---\nA.",
      "gates/right.md": "---\nrequires_trait: title-as-claim\n---\nx",
      "gates/near.md": "---\nrequires_trait: title-as-claims\n---\nx",
      "gates/far.md": "---\nrequires_trait: poem\n---\nx",
    });
    expect(lines).toEqual([
      'gates/far.md: warning: never applies, because no note has the trait "poem"',
      'gates/near.md: warning: never applies, because no note has the trait "title-as-claims"; did you mean title-as-claim?',
    ]);
  });

  it("does not say that no note has a trait if one cannot say which it has", async () => {
    const gate = { "gates/a.md": "---\nrequires_trait: poem\n---\nx" };
    expect(await linesOf({ ...gate, "notes/a.md": "---\ntraits: [po\n---\nA." })).toEqual([]);
  });

  it("finds checks whose program is not there", async () => {
    const asked: string[] = [];
    const whyUnstartable: ProgramLook = async (program) => {
      asked.push(program);
      const isIn = program === "./folder" && { says: "is a folder", remedy: "name another", path: "/folder" };
      return program === "there" ? undefined : isIn || { says: "was not found", remedy: "install it" };
    };
    const lines = await linesOf(
      {
        "gates/a.md": "---\ncheck: there --strict\n---\nx",
        "gates/b.md": "---\ncheck: gone --strict\n---\nx",
        "gates/c.md": "---\ncheck: [./gone here, x]\n---\nx",
        "gates/d.md": "x",
        "gates/e.md": "---\ncheck: ./folder\n---\nx",
      },
      { whyUnstartable },
    );
    expect(asked).toEqual(["there", "gone", "./gone here", "./folder"]);
    expect(lines).toEqual([
      'gates/b.md: error: the program of its check, "gone", was not found in node_modules/.bin or on PATH; install it',
      'gates/c.md: error: the program of its check, "./gone here", was not found under that path; install it',
      'gates/e.md: error: the program of its check, "./folder", is a folder; name another',
    ]);
  });

  it("puts errors before warnings", async () => {
    const lines = await linesOf({ "gates/a.md": "---\ngate_id: x\nseverity: x\n---\nx" });
    expect(lines.map((line) => line.split(": ")[1])).toEqual(["error", "warning"]);
  });

  it("looks at those alone that are named", async () => {
    const corpus = await createCorpus({ "gates/lens/a.md": "", "gates/b.md": "", "gates/lens/c.md": "C." });
    const lint = (...selectors: string[]) => lintGates(corpus, { ...everyProgram, selectors });
    expect(await lint("lens")).toMatchObject({ gates: 2, issues: [{ gateId: "lens/a" }] });
    expect(await lint("b")).toMatchObject({ gates: 1, issues: [{ gateId: "b" }] });
    expect(await rejection(lint("lens/b"))).toMatch(/^unknown-gate: no gate or lens is called "lens\/b"/);
  });
});
