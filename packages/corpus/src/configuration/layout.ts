import { join } from "node:path";
import { fileKind } from "../files/file-kind.ts";

/** Where a tree keeps its notes and gates: both are directories relative to the root. */
export interface Layout {
  notes: string;
  gates: string;
}

/** The layout of a tree without any sign of another one. */
export const PLAIN_LAYOUT: Layout = { notes: "notes", gates: "gates" };

/** What is left out where no configuration says otherwise: pages that list others. */
export const DEFAULT_EXCLUDE: readonly string[] = ["**/index.md", "**/*-index.md"];

const KNOWN_LAYOUTS: readonly Layout[] = [
  { notes: "kb/notes", gates: "kb/instructions/review-gates" },
  PLAIN_LAYOUT,
];

/** The known layout whose two directories exist under `root`, or undefined. */
export function findLayout(root: string): Layout | undefined {
  return KNOWN_LAYOUTS.find(({ notes, gates }) =>
    [notes, gates].every((folder) => fileKind(join(root, folder)) === "directory"),
  );
}
