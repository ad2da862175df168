import { join } from "node:path";
import { fileKind } from "../files/file-kind.ts";

/** What programs that keep notes leave in their folder: Obsidian, Foam, Logseq, zk, Dendron. */
const SIGNS = [".obsidian", ".foam", "logseq", ".zk", "dendron.yml"];

/** So many texts say how notes are linked. */
export const LOOKED_AT = 100;

/** Whether a program keeps a tree as a vault, so that notes are all over it. */
export function hasVaultSign(root: string): boolean {
  return SIGNS.some((name) => fileKind(join(root, name)) !== undefined);
}

/** Whether so many texts of a tree have wikilinks that they are notes of one vault. */
export function areOfVault(texts: readonly string[]): boolean {
  const linked = texts.filter((text) => /\[\[[^[\]\n]+\]\]/.test(text));
  return linked.length * 3 >= texts.length && linked.length > 0;
}

/** The paths that are not in the folder at the top of the tree that holds the most. */
export function outsideLargest(paths: readonly string[]): string[] {
  const topOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1).split("/", 1)[0] ?? "";
  const tops = new Map<string, number>();
  for (const path of paths) tops.set(topOf(path), (tops.get(topOf(path)) ?? 0) + 1);
  const [largest] = [...tops].toSorted(([, a], [, b]) => b - a)[0] ?? [];
  return paths.filter((path) => topOf(path) !== largest);
}
