import { expect, it } from "vitest";
import { createCorpus } from "../../test/create-corpus.ts";
import { proposeSetup } from "../setup/propose-setup.ts";
import { exactGlob } from "../text/exact-glob.ts";
import { GLOB_BELOW_ROOT, globMatcher, isQuickGlob } from "../text/globs.ts";
import { findIdleExclusions } from "./idle-exclusions.ts";
import { listNotePaths } from "./list-note-paths.ts";

const NAMES = [
  "Core Notes/().md",
  "(draft).md",
  "[x] y.md",
  "a{b,c}.md",
  "a*b.md",
  "a**.md",
  "what?.md",
  "!a.md",
  "!(a).md",
  "+(a)+.md",
  "a@(b|c).md",
  "a|b.md",
  "a\\b.md",
  "a\\(b.md",
  "plain, $^#~'.md",
];

it("the exact glob of a path is one of the configuration, and matches that path alone", async () => {
  const corpus = await createCorpus(Object.fromEntries(NAMES.map((name) => [`notes/${name}`, "x"])));
  for (const name of NAMES) {
    const glob = exactGlob(`notes/${name}`);
    expect([GLOB_BELOW_ROOT.test(glob), isQuickGlob(glob)]).toEqual([true, true]);
    const isMatched = await globMatcher([glob]);
    expect(NAMES.filter((each) => isMatched(`notes/${each}`))).toEqual([name]);
    const { paths } = await listNotePaths({ ...corpus, config: { ...corpus.config, exclude: [glob] } });
    const left = NAMES.filter((each) => !paths.includes(`notes/${each}`));
    expect(left).toEqual([name]);
    expect(GLOB_BELOW_ROOT.test(exactGlob(name))).toBe(true);
  }
});

it("finds entries of exclude that leave nothing out, and what they were to mean", async () => {
  const corpus = await createCorpus({
    "notes/().md": "",
    "notes/drafts/a.md": "",
    "notes/b.md": "",
    "gates/g.md": "",
    "notes/picture.png": "",
  });
  const exclude = ["notes/().md", "notes/drafts", "notes/dratfs/**", "notes/\\(\\).md", "notes/*.png"];
  const others = ["**/index.md", "*-old.md", "node_modules/**", "gates/**"];
  const config = { ...corpus.config, exclude: [...exclude, ...others] };
  expect(await findIdleExclusions({ ...corpus, config })).toEqual([
    { glob: "notes/().md", meant: "notes/\\(\\).md" },
    { glob: "notes/dratfs/**" },
    { glob: "notes/*.png" },
  ]);
});

it("what init proposes for a folder in brackets is a configuration", async () => {
  const { root } = await createCorpus({ "(Notes)/a.md": "# A", "(Notes)/b.md": "# B" });
  const { config } = await proposeSetup(root);
  expect(config.notes.every((glob) => GLOB_BELOW_ROOT.test(glob))).toBe(true);
  const { paths } = await listNotePaths({ root, config: { exclude: [], ...config } });
  expect(paths).toEqual(["(Notes)/a.md", "(Notes)/b.md"]);
});
