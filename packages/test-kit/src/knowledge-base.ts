import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { scratchFolder } from "./scratch-folder.ts";

/** A tree of notes and gates on disk. */
export interface KnowledgeBase {
  /** Absolute, without symlinks. */
  readonly root: string;
  /** Writes a file below the root, folders included; gives its absolute path. */
  write(path: string, content: string | Uint8Array): string;
}

/** The files of every knowledge base, beside those that a test names: two lenses of two gates each, two notes. */
const FILES = {
  "kb/notes/a.md":
    "---\ndescription: A note\ntraits: [has-sources]\nstatus: current\n---\n# A\n\nPlain text.\n",
  "kb/notes/b.md": "# B\n\nThe other note, without front matter.\n",
  "kb/instructions/review-gates/prose/clarity.md": "# Clarity\n\nIs every sentence clear?\n",
  "kb/instructions/review-gates/prose/brevity.md": "---\nname: Brevity\n---\nCould a sentence go?\n",
  "kb/instructions/review-gates/claims/title.md": "# Title as claim\n\nDoes the title claim something?\n",
  "kb/instructions/review-gates/claims/sources.md":
    "---\nrequires_trait: has-sources\n---\n# Sources\n\nIs every claim sourced?\n",
};

/** A new tree with the layout `kb/notes` and `kb/instructions/review-gates`, without configuration. */
export function makeKnowledgeBase(files: Record<string, string | Uint8Array> = {}): KnowledgeBase {
  const root = scratchFolder();
  const write = (path: string, content: string | Uint8Array) => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  for (const [path, content] of Object.entries({ ...FILES, ...files })) write(path, content);
  return { root, write };
}

/** The inside of one gate review block; a finding quotes a word that stands in each of the notes. */
export function reviewText(decision = "PASS", summary = "Judged.", quote = "note"): string {
  const hasFinding = decision === "WARN" || decision === "FAIL";
  const findings = hasFinding ? `- ${decision}: found\n  > ${quote}` : "None.";
  return `### Summary\n${summary}\n\n### Findings\n${findings}\n\n## Result: ${decision}\n`;
}
