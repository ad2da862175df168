import { NOTE_SUFFIXES } from "./note-kinds.ts";
import { plainGlob } from "./plain-glob.ts";

/** A glob that cannot lead out of the root: not absolute, no `..` segment; `!` in front of it excludes. A backslash may stand before a sign of globs. */
export const GLOB_BELOW_ROOT = /^(?!!?(?:\/|\\(?![()[\]{}*?!+@|])|[A-Za-z]:))(?!(?:!|.*\/)?\.\.(?:\/|$)).+$/;

/** The longest glob, in UTF-16 units. */
export const LONGEST_GLOB = 1_000;

/** What in a glob fits a path in more than one way is tried in each of them with all ways of the rest, whatever names stand between. */
const MOST = { deep: 2, others: 2 };

/** What `isQuickGlob` asks of a glob. */
export const QUICK_GLOB = `at most two **, or one and two groups and further * of a name, no repeated group and ${LONGEST_GLOB} characters`;

/**
 * Whether a glob is matched in a time that nobody notices, whatever the paths. Where a `**`, a group (`{a,aa}`, `@(…)`, `!(…)`) or the
 * second `*` of a name ends is tried for each end of all the others, so only two `**` may be in all of it, or one and two of the others (a lone
 * `*` is held by the ends of its name): of a path as long as a system takes, 4,096 bytes, that is tens of milliseconds. Nothing may be repeated (`*(…)`, `+(…)`, `(…)+`, `[…]+`).
 */
export function isQuickGlob(glob: string): boolean {
  if (glob.length > LONGEST_GLOB) return false;
  // Words at the very end, such as suffixes, are tried once at each place.
  let flat = glob.replace(/\\./g, "x").replace(/\{[^{}()[\]*?+!@]*\}$/, "x");
  if (/\*\(|[)\]}]\+/.test(flat) || (flat.includes("(") && flat.includes("+"))) return false;
  flat = flat
    .replace(NAMES, (group, words: string) => (areDistinct(words.split(",")) ? "x" : group))
    .replaceAll("**", DEEP);
  // Of what is one or the other, that which takes longest; the choice itself is one more.
  for (let inner = INNERMOST.exec(flat); inner; inner = INNERMOST.exec(flat)) {
    const [group, words = ""] = inner;
    const most = (marks: RegExp) => Math.max(...words.split(/[,|]/).map((each) => count(each, marks)));
    const ways = CHOICE.repeat(1 + most(ENDS)) + DEEP.repeat(most(DEEPS));
    flat = flat.slice(0, inner.index) + ways + flat.slice(inner.index + group.length);
  }
  const deep = count(flat, DEEPS);
  const others = flat.split("/").reduce((sum, name) => sum + waysOf(name), 0);
  return deep <= MOST.deep && others <= (deep === MOST.deep ? 0 : MOST.others);
}

const INNERMOST = /[{(]([^{}()]*)[})]/;

/** A choice of whole names, of which only one can be that of a folder. */
const NAMES = /(?<=^!?|\/)\{([\w.,-]+)\}(?=\/)/g;
const areDistinct = (words: readonly string[]) => new Set(words).size === words.length;

/** What stands for a choice, and for `**`: nothing that a path has. */
const [CHOICE, DEEP] = ["\0", "\n"];
const [DEEPS, CHOICES, ENDS] = [/\n/g, /\0/g, /[*\0]/g];

const count = (text: string, marks: RegExp) => text.match(marks)?.length ?? 0;

/** How many parts of a name end where they like: each choice, and each `*` but the last, which ends where the name does. */
function waysOf(name: string): number {
  const choices = count(name, CHOICES);
  return choices + Math.max(0, count(name, ENDS) - choices - 1);
}

/**
 * Whether a path, relative to the root, is matched by globs as those of the configuration are: a folder stands for all
 * below it, `!` in front leaves out again (see `leavesOut`), and neither the letter case of a file's suffix matters nor how letters are composed (`é` is one letter, or
 * an `e` and an accent: disks and people write both).
 */
export async function globMatcher(globs: readonly string[]): Promise<(path: string) => boolean> {
  const isIn = await matcher(globs.filter((glob) => !isExclusion(glob)));
  const isOut = await leavesOut(globs.filter(isExclusion).map((glob) => glob.slice(1)));
  return (path) => isIn(path) && !isOut(path);
}

/**
 * Whether a path is one that globs leave out. A folder stands for all below it, but where a glob ends as the name of a note does: whoever
 * leaves out `index.md` means no notes in a folder that is called so.
 */
export async function leavesOut(globs: readonly string[]): Promise<(path: string) => boolean> {
  const isOut = await matcher(globs.filter((glob) => !isOfNotes(glob)));
  const isNote = await matcher(globs.filter(isOfNotes), { below: false });
  return (path) => isOut(path) || isNote(path);
}

/** Whether a glob ends as names of notes do, and nothing else. */
export function isOfNotes(glob: string): boolean {
  const [suffix] = SUFFIX.exec(glob) ?? [];
  const words = suffix?.match(/[a-z]+/gi) ?? [];
  return words.length > 0 && words.every((word) => NOTE_SUFFIXES.includes(word.toLowerCase()));
}

async function matcher(
  globs: readonly string[],
  { below } = { below: true },
): Promise<(path: string) => boolean> {
  const composed = globs.map((glob) => glob.normalize("NFC"));
  const plain = composed.map((glob) => plainGlob(glob, { below }));
  if (plain.every((pattern) => pattern !== undefined)) {
    return (path) => {
      const name = path.normalize("NFC");
      return plain.some((pattern) => pattern.test(name));
    };
  }
  const { default: picomatch } = await import("picomatch");
  const each = composed.map(anyCaseSuffix);
  const isMatch = picomatch(below ? each.flatMap(withAllBelow) : each, {
    nonegate: true,
    flags: LINE_BREAKS,
  });
  return (path) => isMatch(path.normalize("NFC"));
}

/** Names may have line breaks, which a dot means only so. */
const LINE_BREAKS = "s";

/** The globs by which a walk finds what some mean: what `**` at the end of one means, or a folder, has no line break in its name. */
export function globsForWalk(globs: readonly string[]): string[] {
  // A walk meets the names as the disk has them.
  const forms = globs.flatMap((glob) => [...new Set([glob, glob.normalize("NFC"), glob.normalize("NFD")])]);
  return forms.flatMap((glob) => {
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
