import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileKind } from "../files/file-kind.ts";
import { listGateFiles } from "../gates/list-gate-files.ts";
import { listNotePaths } from "../notes/list-note-paths.ts";

/** A `review.config.json` for a tree, and what it would find there. */
export interface ProposedSetup {
  /** In the order in which it is best read. */
  config: { $schema?: string; notes: string[]; exclude?: string[]; gates: string };
  notes: number;
  gates: number;
}

/** Where trees keep their notes; the first that holds any is taken. */
const NOTE_FOLDERS = ["kb/notes", "notes", "docs"];
const GATE_FOLDERS = ["kb/instructions/review-gates", "gates", "review-gates"];
/** In a tree of notes without a folder for them, these are about the tree. */
const ABOUT_THE_TREE = ["README", "CHANGELOG", "CONTRIBUTING", "CODE_OF_CONDUCT", "SECURITY", "LICENSE"];
const DEFAULT_EXCLUDE = ["**/index.md", "**/*-index.md"];

/**
 * Looks where a tree without configuration keeps its notes and gates: in folders that are often used for them,
 * else its markdown files anywhere are the notes. `root` is an absolute path without symlinks.
 */
export async function proposeSetup(root: string): Promise<ProposedSetup> {
  const isFolder = (path: string) => fileKind(join(root, path)) === "directory";
  const gates = GATE_FOLDERS.find(isFolder) ?? (isFolder("kb") ? "kb/instructions/review-gates" : "gates");
  const found = await findNotes(root, gates);
  const schema = findSchema(root);
  return {
    config: { ...(schema !== undefined && { $schema: schema }), ...found.globs, gates },
    notes: found.notes,
    gates: isFolder(gates) ? (await listGateFiles({ root, config: { gates } })).length : 0,
  };
}

type NoteGlobs = Pick<ProposedSetup["config"], "notes" | "exclude">;

async function findNotes(root: string, gates: string): Promise<{ globs: NoteGlobs; notes: number }> {
  const everywhere = [...DEFAULT_EXCLUDE, ...ABOUT_THE_TREE.map((name) => `**/${name}.md`)];
  const choices: NoteGlobs[] = [
    ...NOTE_FOLDERS.map((folder) => ({ notes: [`${folder}/**/*.md`] })),
    { notes: ["**/*.md"], exclude: everywhere },
  ];
  for (const globs of choices) {
    const config = { exclude: DEFAULT_EXCLUDE, ...globs, gates };
    const { paths } = await listNotePaths({ root, config });
    if (paths.length > 0) return { globs, notes: paths.length };
  }
  return { globs: { notes: ["notes/**/*.md"] }, notes: 0 };
}

/** The schema as an editor finds it from the root, if this tool is installed in the tree or above it. */
function findSchema(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const path = join(folder, "node_modules/@review/cli-nested/bundle/schemas/review.config.schema.json");
    if (existsSync(path)) {
      const way = relative(root, path).split(sep).join("/");
      return way.startsWith("../") ? way : `./${way}`;
    }
    if (dirname(folder) === folder) return undefined;
  }
}
