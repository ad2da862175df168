import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type KnowledgeBase, makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { program } from "@review/test-kit/programs.ts";
import type { Ran } from "@review/test-kit/run-bin.ts";
import { nestedHere } from "./nested-here.ts";

const ENVIRONMENT = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "" };

export interface TestedTree extends KnowledgeBase {
  /** What the reviewer was given, one prompt after the other; "" if it was never asked. */
  prompts(): string;
}

/** What every gate of the tree is to find: the word bad, in the first line. */
export const FIXTURES = {
  "must-fail.md": "---\nexpect: fail\nexpect_quote: a bad line\n---\nThis is a bad line.\n",
  "must-fail-too.md": "---\ntitle: T\nexpect: warn\n---\nbad again, and nothing else.\n",
  "must-pass.md": "---\nexpect: pass\n---\nThis is a good line.\n",
  "must-pass-too.md": "# its author's word\n\nGood.\n".replace("# ", "---\nexpect: pass\n---\n# "),
};

/**
 * A tree with three gates with the same fixtures, and a reviewer that under `prose/good` finds what they expect, under `prose/inert`
 * nothing, and everywhere something under `prose/eager`; two notes, one of which is bad. `options` are further ones of the reviewer.
 */
export function makeTestedTree(
  files: Record<string, string> = {},
  more: object = {},
  options: readonly string[] = [],
): TestedTree {
  const base = makeKnowledgeBase();
  const log = join(base.root, "prompts.txt");
  const words = [
    "--word",
    "bad",
    "--log",
    log,
    "--decide",
    "prose/inert=PASS",
    "--decide",
    "prose/eager=FAIL",
  ];
  const config = {
    notes: ["notes/*.md"],
    gates: "gates",
    runners: { finder: { command: [process.execPath, program("find-word"), ...words, ...options] } },
    ...more,
  };
  base.write("review.config.json", JSON.stringify(config));
  base.write("notes/bad.md", "A bad note.\n");
  base.write("notes/fine.md", "A fine note.\n");
  for (const gate of ["good", "inert", "eager"]) {
    base.write(`gates/prose/${gate}.md`, `# ${gate}\n\nIs it so?\n`);
    for (const [name, text] of Object.entries(FIXTURES))
      base.write(`gates/prose/${gate}.tests/${name}`, text);
  }
  for (const [path, text] of Object.entries(files)) base.write(path, text);
  return { ...base, prompts: () => (existsSync(log) ? readFileSync(log, "utf8") : "") };
}

const REVIEWER = ["--runner", "finder", "--model", "opus"];

/** Runs a command in the tree. */
export function inTree(
  { root }: Pick<KnowledgeBase, "root">,
  args: readonly string[],
  columns?: number,
): Promise<Ran> {
  return nestedHere(root, args, { environment: ENVIRONMENT, ...(columns !== undefined && { columns }) });
}

/** `gates test`, with the tree's reviewer. */
export function testTree(tree: KnowledgeBase, ...args: string[]): Promise<Ran> {
  return inTree(tree, ["gates", "test", ...args, ...REVIEWER]);
}

/** How often the reviewer was asked. */
export const timesAsked = (tree: TestedTree): number => tree.prompts().split("You are a reviewer").length - 1;
