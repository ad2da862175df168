import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { program } from "./review.mjs";

/** Given by somebody who trusts the tree: all that is proved with it begins where consent has been given. */
export const TRUSTED = "--trust";

/** Who reviews in the knowledge bases here: the runner `mine`, which is answered by the model `claude-opus-4-8`. */
export const REVIEWER = ["--runner", "mine", "--model", "opus", TRUSTED];

/**
 * Writes a small tree: three notes, two lenses with two gates and one, and a runner that needs no model.
 * @param {string} root
 * @param {{ files?: Record<string, string | Buffer>, command?: readonly string[], config?: object }} [changes]
 */
export function makeKnowledgeBase(root, { files = {}, command, config = {} } = {}) {
  const reviewer = command ?? [process.execPath, program("reviewer.mjs"), "--answers-as", "claude-opus-4-8"];
  const all = {
    "review.config.json": JSON.stringify({ runners: { mine: { command: reviewer } }, ...config }),
    "notes/one.md": "# One\n\nThe first note.\n",
    "notes/two.md": "---\ntitle: Two\n---\n# Two\n\nThe second note, with a [link](one.md).\n",
    "notes/größe und mehr.md": "# Größe\n\nThe third note.\n",
    "gates/prose/clarity.md": "---\nname: Clarity\n---\nIs every sentence clear?\n",
    "gates/prose/brevity.md": "# Brevity\n\nCould a sentence go?\n",
    "gates/claims/title.md": "# Title as claim\n\nDoes the title claim something?\n",
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** The pairs of that tree. */
export const PAIRS = 9;

/** Where its ledger is. @param {string} root */
export const ledgerOf = (root) => join(root, ".review", "ledger.sqlite");
