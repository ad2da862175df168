import type { Corpus } from "../configuration/config.ts";
import { exactGlob } from "../text/exact-glob.ts";
import { globMatcher, isExclusion } from "../text/globs.ts";
import { listNotePaths } from "./list-note-paths.ts";

/** An entry of `exclude` that leaves nothing out. */
export interface IdleExclusion {
  glob: string;
  /** The glob of what is called just like it, if that is there: some of its signs mean something else in a glob. */
  meant?: string;
}

/**
 * The entries of `exclude` that name a place at which there is nothing to be left out. Those that begin with a star may be there in good time, and
 * those of what is never a note are let be.
 */
export async function findIdleExclusions({
  root,
  config,
}: Pick<Corpus, "root" | "config">): Promise<IdleExclusion[]> {
  const named = config.exclude.filter((glob) => !/^\*|node_modules/.test(glob) && !isExclusion(glob));
  if (named.length === 0) return [];
  const { paths, skipped, unreachable } = await listNotePaths({ root, config: { ...config, exclude: [] } });
  const all = [...paths, ...[...skipped, ...unreachable].map(({ path }) => path), `${config.gates}/any.md`];
  const idle: IdleExclusion[] = [];
  for (const glob of named) {
    if (all.some(await globMatcher([glob]))) continue;
    const meant = exactGlob(glob);
    const isMeant = meant !== glob && all.some(await globMatcher([meant]));
    idle.push({ glob, ...(isMeant && { meant }) });
  }
  return idle;
}
