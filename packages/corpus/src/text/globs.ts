/** A glob that cannot lead out of the root: not absolute, no `..` segment; `!` in front of it excludes. */
export const GLOB_BELOW_ROOT = /^(?!!?(?:[/\\]|[A-Za-z]:))(?!(?:!|.*\/)?\.\.(?:\/|$)).+$/;

/**
 * Whether a path, relative to the root, is matched by globs as those of the configuration are: a folder stands for all
 * below it, `!` in front leaves out again, and the letter case of a file's suffix does not matter.
 */
export async function globMatcher(globs: readonly string[]): Promise<(path: string) => boolean> {
  const { default: picomatch } = await import("picomatch");
  const matcher = (those: readonly string[]) =>
    picomatch(those.map(anyCaseSuffix).flatMap(withAllBelow), { nonegate: true });
  const isIn = matcher(globs.filter((glob) => !isExclusion(glob)));
  const isOut = matcher(globs.filter(isExclusion).map((glob) => glob.slice(1)));
  return (path) => isIn(path) && !isOut(path);
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
