import { plainGlob } from "./plain-glob.ts";

/** A glob that cannot lead out of the root: not absolute, no `..` segment; `!` in front of it excludes. */
export const GLOB_BELOW_ROOT = /^(?!!?(?:[/\\]|[A-Za-z]:))(?!(?:!|.*\/)?\.\.(?:\/|$)).+$/;

/** A name as long as a file system lets it be is tried in the third power of its length, which is quick; not in the fourth. */
const MOST_STARS = 3;
/** The longest glob, in UTF-16 units. */
export const LONGEST_GLOB = 1_000;

/** What `isQuickGlob` asks of a glob. */
export const QUICK_GLOB = `at most three * and groups in a name, three **, no repeated group and ${LONGEST_GLOB} characters`;

/**
 * Whether a glob is matched in a time that nobody notices, whatever the names: each `*` and each group (`{a,aa}`, `@(…)`, `!(…)`)
 * in a name and each `**` is tried at every place with all the others, so only three may follow one another, and nothing may be
 * repeated (`*(…)`, `+(…)`, `(…)+`, `[…]+`).
 */
export function isQuickGlob(glob: string): boolean {
  // Words at the very end, such as suffixes, are tried once at each place.
  let flat = glob.replace(/\\./g, "x").replace(/\{[^{}()[\]*?+!@]*\}$/, "x");
  if (glob.length > LONGEST_GLOB || /\*\(|[)\]}]\+|\(.*\+|\+.*\(/s.test(flat)) return false;
  // Of what is one or the other, that which takes longest; the choice itself is one more.
  for (let inner = INNERMOST.exec(flat); inner; inner = INNERMOST.exec(flat)) {
    const [group, words = ""] = inner;
    const worst = words.split(/[,|]/).reduce((most, each) => (stars(each) > stars(most) ? each : most));
    flat = `${flat.slice(0, inner.index)}${worst}*${flat.slice(inner.index + group.length)}`;
  }
  const names = flat.split("/");
  const anyFolders = names.filter((name) => name === "**").length;
  return anyFolders <= MOST_STARS && names.every((name) => name === "**" || stars(name) <= MOST_STARS);
}

const INNERMOST = /[{(]([^{}()]*)[})]/;

const stars = (text: string) => text.split("*").length - 1;

/**
 * Whether a path, relative to the root, is matched by globs as those of the configuration are: a folder stands for all
 * below it, `!` in front leaves out again, and the letter case of a file's suffix does not matter.
 */
export async function globMatcher(globs: readonly string[]): Promise<(path: string) => boolean> {
  const isIn = await matcher(globs.filter((glob) => !isExclusion(glob)));
  const isOut = await matcher(globs.filter(isExclusion).map((glob) => glob.slice(1)));
  return (path) => isIn(path) && !isOut(path);
}

async function matcher(globs: readonly string[]): Promise<(path: string) => boolean> {
  const plain = globs.map(plainGlob);
  if (plain.every((pattern) => pattern !== undefined))
    return (path) => plain.some((pattern) => pattern.test(path));
  const { default: picomatch } = await import("picomatch");
  return picomatch(globs.map(anyCaseSuffix).flatMap(withAllBelow), { nonegate: true, flags: LINE_BREAKS });
}

/** Names may have line breaks, which a dot means only so. */
const LINE_BREAKS = "s";

/** The globs by which a walk finds what some mean: what `**` at the end of one means, or a folder, has no line break in its name. */
export function globsForWalk(globs: readonly string[]): string[] {
  return globs.flatMap((glob) => {
    if (/(?:^!?|\/)\*\*$/.test(glob)) return [glob, `${glob}/*`];
    return glob.endsWith("*") ? [glob] : [glob, `${glob.replace(/\/$/, "")}/**/*`];
  });
}

/** Whether a glob only leaves out what others match. */
export function isExclusion(glob: string): boolean {
  return glob.startsWith("!") && glob[1] !== "(";
}

/** The glob with the letters of a suffix at its end (`*.md`, `*.{md,mdx}`) in either case. */
export function anyCaseSuffix(glob: string): string {
  return glob.replace(SUFFIX, (suffix) =>
    suffix.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`),
  );
}

const SUFFIX = /\.(?:[a-z]+|\{[a-z,]+\})$/i;

function withAllBelow(glob: string): string[] {
  const plain = glob.replace(/\/$/, "");
  return plain.endsWith("*") ? [plain] : [plain, `${plain}/**`];
}
