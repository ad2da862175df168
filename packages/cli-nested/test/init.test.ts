import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { STARTER_FIXTURES, STARTER_GATES } from "@review/corpus";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";

import { nested, nestedJson } from "./reviewed-base.ts";

function makeTree(files: Record<string, string> = {}): string {
  const root = scratchFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const filesOf = (root: string) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
const configOf = (root: string): unknown =>
  JSON.parse(readFileSync(join(root, "review.config.json"), "utf8"));
const starterFiles = [
  ...STARTER_GATES.map(({ id }) => `gates/${id}.md`),
  ...STARTER_FIXTURES.map(({ path }) => `gates/${path}`),
];

/** Where nobody looks for a model server. */
const NOBODY = "http://127.0.0.1:9/v1";

describe("init", () => {
  it("writes a configuration for the tree, and says what comes next", async () => {
    const root = makeTree({ "notes/a.md": "A", "gates/x.md": "X" });
    const environment = { OPENAI_COMPATIBLE_BASE_URL: NOBODY };
    expect(await nested(root, ["init"], { environment })).toEqual({
      out: "wrote review.config.json\n",
      err: [
        "1 note in notes/**/*.md",
        "1 gate in gates",
        "next:",
        "  review-nested doctor",
        "  review-nested gates lint",
        "  review-nested sweep --all-gates --runner claude-code --model opus --limit 5 --dry-run",
        "--dry-run asks nobody: without it, that line has the reviews made",
        "no reviewer was found here: the last command shows one; `review-nested runners` says which there can be",
        "",
      ].join("\n"),
      exitCode: 0,
    });
    expect(configOf(root)).toEqual({ notes: ["notes/**/*.md"], gates: "gates" });
    expect(await nested(root, ["gates", "lint"])).toMatchObject({ exitCode: 0 });
  });

  it("counts the notes that doctor counts, and those apart that are empty", async () => {
    const root = makeTree({ "notes/a.md": "A", "notes/b.md": "", "gates/x.md": "X" });
    expect((await nested(root, ["init", "--quiet"])).err).toBe("");
    expect((await nested(root, ["doctor"])).out).toContain("1 note in notes/**/*.md");
    const { out } = await nested(makeTree({ "notes/a.md": "A", "notes/b.md": "" }), ["init", "--json"]);
    expect(JSON.parse(out)).toMatchObject({ notes: 1 });
    const { err } = await nested(root, ["init", "--with-gates"]);
    expect(err).toContain(
      "1 note in notes/**/*.md\n1 note more that cannot be read, or hold nothing: `doctor` says which\n",
    );
  });

  it("says what the links stand for that it has seen", async () => {
    const page = (language: string) => `[b](/${language}/b/) [c](/${language}/c/)`;
    const root = makeTree({
      "site/en/a.md": page("en"),
      "site/en/b.md": "x",
      "site/en/c.md": "x",
      "site/de/a.md": page("de"),
      "site/fr/a.md": page("fr"),
    });
    const { err } = await nested(root, ["init"]);
    expect(err).toContain("links: / is site; /de/ is site/de, site/en; and 1 more (so 6 of 6 were found)\n");
    expect(configOf(root)).toMatchObject({
      linkRoots: { "/": ["site"], "/de/": ["site/de", "site/en"], "/fr/": ["site/fr", "site/en"] },
    });
    expect((await nested(root, ["doctor", "--notes"])).out).toContain(
      "6 local links, and each leads somewhere",
    );
  });

  it("works in an empty folder, and in one that --root or REVIEW_ROOT names", async () => {
    const root = makeTree();
    expect(await nested(root, ["init"])).toMatchObject({ exitCode: 0 });
    const named = makeTree({ "docs/a.md": "A" });
    expect(await nested(root, ["init", "--root", named])).toMatchObject({ exitCode: 0 });
    expect(configOf(named)).toMatchObject({ notes: ["docs/**/*.md"] });
    const other = makeTree();
    const environment = { REVIEW_ROOT: other };
    expect(await nestedJson(root, ["init"], { environment })).toMatchObject({ root: other });
    expect(await nested(root, ["init", "--root", join(root, "nowhere")])).toMatchObject({ exitCode: 2 });
  });

  it("writes three gates that can be used at once", async () => {
    const root = makeTree({ "notes/a.md": "A" });
    expect(await nestedJson(root, ["init", "--with-gates"])).toEqual({
      schema: 1,
      root,
      written: ["review.config.json", ...starterFiles],
      config: { notes: ["notes/**/*.md"], gates: "gates" },
      notes: 1,
      gates: 3,
      frontMatter: { yaml: 0, toml: 0, json: 0, none: 1, broken: 0 },
      leftOut: [],
      next: expect.arrayContaining(["review-nested doctor"]),
      exitCode: 0,
    });
    expect(await nested(root, ["gates", "lint"])).toEqual({
      out: "",
      err: "3 gates: nothing to mend\n",
      exitCode: 0,
    });
  });

  it("offers the gates where somebody can answer and there are none", async () => {
    const yes = makeTree();
    await nested(yes, ["init"], { answer: "y" });
    expect(filesOf(yes)).toEqual([...starterFiles, "review.config.json"].sort());
    const no = makeTree();
    expect((await nested(no, ["init"], { answer: "" })).err).toContain(
      "next:\n  review-nested init --with-gates\n",
    );
    expect(filesOf(no)).toEqual(["review.config.json"]);
    const some = makeTree({ "gates/x.md": "X" });
    await nested(some, ["init"], { answer: "y" });
    expect(filesOf(some)).toEqual(["gates/x.md", "review.config.json"]);
  });

  it("never overwrites a configuration, but adds gates to it", async () => {
    const written = '{"notes": ["texts/*.md"], "gates": "criteria"}';
    const root = makeTree({ "review.config.json": written, "texts/a.md": "A" });
    const refused = await nested(root, ["init"]);
    expect(refused).toMatchObject({ out: "", exitCode: 2 });
    expect(refused.err).toMatch(/^error: \S+\/review\.config\.json exists already: [^\n]+\n$/);
    expect(filesOf(root)).toEqual(["review.config.json", "texts/a.md"]);
    expect(await nestedJson(root, ["init", "--with-gates"])).toMatchObject({ notes: 1, gates: 3 });
    expect(filesOf(root)).toContain("criteria/clarity/stands-alone.md");
    expect(readFileSync(join(root, "review.config.json"), "utf8")).toBe(written);
  });

  it("is proposed where globs match no note, unless there is a configuration, which it would refuse", async () => {
    const root = makeTree({ ".git/HEAD": "", "texts/a.md": "A", "gates/x.md": "# X" });
    const stale = async () => (await nested(root, ["stale", "--all-gates", "--model", "m"])).err;
    expect(await stale()).toMatch(/name them as "notes" in .* \(`review-nested init` proposes one\)\n$/);
    writeFileSync(join(root, "review.config.json"), '{"notes": ["text/*.md"]}');
    expect(await stale()).toMatch(
      /^error: 0 notes match text\/\*\.md; there are 1 .*; mend "notes" in [^`]* \(`review-nested config` /,
    );
  });

  it("never overwrites a gate, and then writes nothing at all", async () => {
    const root = makeTree({ "gates/clarity/stands-alone.md": "mine" });
    const refused = await nested(root, ["init", "--with-gates"]);
    expect(refused).toEqual({
      out: "",
      err: "error: gates/clarity/stands-alone.md exists already, and nothing was written: write the configuration alone with `review-nested init`, or move it away first\n",
      exitCode: 2,
    });
    expect(filesOf(root)).toEqual(["gates/clarity/stands-alone.md"]);
    expect(readFileSync(join(root, "gates/clarity/stands-alone.md"), "utf8")).toBe("mine");
  });

  it.each([
    ["gates", "nowhere"],
    ["gates/clarity", "gates"],
    ["gates/clarity/stands-alone.md", "nowhere"],
    ["review.config.json", "nowhere"],
  ])("writes through no symlink: %s to %s", async (link, target) => {
    const outside = makeTree({ "gates/x.md": "X" });
    const root = makeTree({ "notes/a.md": "A" });
    mkdirSync(join(root, link, ".."), { recursive: true });
    symlinkSync(join(outside, target), join(root, link));
    const before = filesOf(root);
    const refused = await nested(root, ["init", "--with-gates"]);
    expect(refused).toMatchObject({ out: "", exitCode: 2 });
    expect(refused.err).toMatch(
      /^error: \S+ was not written, nor anything else: \S+ is a symlink; move it away first\n$/,
    );
    expect([filesOf(root), filesOf(outside)]).toEqual([before, ["gates/x.md"]]);
  });

  it("says nothing of a configuration that did not count here", async () => {
    const root = makeTree({ "review.config.json": "{}", "sub/.git": "gitdir: x", "sub/notes/a.md": "A" });
    expect((await nested(join(root, "sub"), ["init"])).err).not.toContain("this configuration counts now");
  });

  it("says when another configuration is further up", async () => {
    const root = makeTree({ "review.config.json": "{}", "sub/notes/a.md": "A" });
    const { err, exitCode } = await nested(join(root, "sub"), ["init"]);
    expect(exitCode).toBe(0);
    expect(err).toContain(
      `below ${join(root, "sub")} this configuration counts now, and not ${join(root, "review.config.json")}\n`,
    );
    expect(existsSync(join(root, "sub/review.config.json"))).toBe(true);
  });

  it("searches no disk, and says where to go", async () => {
    const { err, exitCode } = await nested("/", ["init", "--root", "/"]);
    expect([exitCode, err]).toEqual([
      2,
      "error: / is all of a disk, and was not searched: go to the folder that holds the notes, or name it (--root FOLDER)\n",
    ]);
  });
});
