import { join } from "node:path";
import { fileKind } from "../files/file-kind.ts";
import { NOTE_SUFFIXES } from "../text/note-kinds.ts";

/** Where a tree keeps its notes and gates: both are directories relative to the root. */
export interface Layout {
  notes: string;
  gates: string;
  /** Names of pages that list others, without their suffix: left out where no configuration says otherwise. */
  indexPages: readonly string[];
}

/** The layout of a tree without any sign of another one. */
export const PLAIN_LAYOUT: Layout = { notes: "notes", gates: "gates", indexPages: ["index"] };

// Whoever keeps notes like this has a page `TAG-index` for each tag; elsewhere `card-index` is a note like others.
const KNOWN_LAYOUTS: readonly Layout[] = [
  { notes: "kb/notes", gates: "kb/instructions/review-gates", indexPages: ["index", "*-index"] },
  PLAIN_LAYOUT,
];

/** The globs of the notes of a layout: of what they match, whatever can be a note is one. */
export function notesOf({ notes }: Layout): string[] {
  return [`${notes}/**`];
}

/** The globs of what is left out of a layout: `index.md` lists others, `index.v2.md` is called as anybody likes. */
export function excludeOf({ indexPages }: Layout): string[] {
  return indexPages.map((name) => `**/${name}.{${NOTE_SUFFIXES.join(",")}}`);
}

/** The known layout whose two directories exist under `root`, or undefined. */
export function findLayout(root: string): Layout | undefined {
  return KNOWN_LAYOUTS.find(({ notes, gates }) =>
    [notes, gates].every((folder) => fileKind(join(root, folder)) === "directory"),
  );
}
