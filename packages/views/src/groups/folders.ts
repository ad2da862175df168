/** A folder that holds more than this share of the notes does not tell them apart. */
const TELLS_NOTHING = 0.9;

interface Level {
  depth: number;
  /** How many of the notes the fullest folder holds. */
  fullest: number;
}

/**
 * Names the folder that each of some notes is counted under: its first levels, as many as tell the notes apart. That is the
 * least depth, from the folder that all have in common, at which no folder holds more than nine tenths of the notes; where
 * there is none, the least at which the fullest is smallest. A note that lies higher is counted under its own folder. Names
 * end with `/`; that of the root is `./`.
 */
export function folderNamer(notePaths: Iterable<string>): (notePath: string) => string {
  const folders = [...new Set(notePaths)].map(foldersOf);
  const deepest = folders.reduce((depth, { length }) => Math.max(depth, length), 0);
  let best: Level = { depth: commonDepth(folders), fullest: folders.length };
  for (
    let depth = best.depth + 1;
    depth <= deepest && best.fullest > TELLS_NOTHING * folders.length;
    depth += 1
  ) {
    const fullest = fullestAt(folders, depth);
    if (fullest < best.fullest) best = { depth, fullest };
  }
  return (notePath) => nameOf(foldersOf(notePath), best.depth);
}

const foldersOf = (notePath: string) => notePath.split("/").slice(0, -1);

function nameOf(folders: readonly string[], depth: number): string {
  return `${folders.slice(0, depth).join("/") || "."}/`;
}

/** How many folders all have in common. */
function commonDepth([first = [], ...others]: readonly (readonly string[])[]): number {
  return others.reduce((depth, folders) => {
    const differs = first.slice(0, depth).findIndex((name, index) => folders[index] !== name);
    return differs === -1 ? depth : differs;
  }, first.length);
}

function fullestAt(folders: readonly (readonly string[])[], depth: number): number {
  const notes = new Map<string, number>();
  for (const each of folders) notes.set(nameOf(each, depth), (notes.get(nameOf(each, depth)) ?? 0) + 1);
  return [...notes.values()].reduce((most, amount) => Math.max(most, amount), 0);
}
