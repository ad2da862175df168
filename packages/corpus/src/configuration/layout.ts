import { join } from "node:path";
import { fileKind } from "../files/file-kind.ts";

/** Where a tree keeps its notes and gates: both are directories relative to the root. */
export interface Layout {
  notes: string;
  gates: string;
}

/** The layout of a tree without any sign of another one. */
export const PLAIN_LAYOUT: Layout = { notes: "notes", gates: "gates" };

const KNOWN_LAYOUTS: readonly Layout[] = [
  { notes: "kb/notes", gates: "kb/instructions/review-gates" },
  PLAIN_LAYOUT,
];

/** The known layout whose two directories exist under `root`, or undefined. */
export async function findLayout(root: string): Promise<Layout | undefined> {
  for (const layout of KNOWN_LAYOUTS) {
    const kinds = await Promise.all(
      [layout.notes, layout.gates].map((folder) => fileKind(join(root, folder))),
    );
    if (kinds.every((kind) => kind === "directory")) return layout;
  }
  return undefined;
}
