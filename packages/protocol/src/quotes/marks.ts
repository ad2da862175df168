const DIGIT = /\p{Nd}/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const TYPEWRITTEN: Readonly<Record<string, string>> = {
  ...Object.fromEntries([..."‘’‚‛′ʻʼ´"].map((mark) => [mark, "'"])),
  ...Object.fromEntries([..."“”„‟«»″"].map((mark) => [mark, '"'])),
  ...Object.fromEntries([..."‐‑‒–—―−"].map((mark) => [mark, "-"])),
  "…": "...",
};
/** What has no width of its own, wherever it stands: it joins, parts, turns or picks what is beside it. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * The length of a mark of emphasis, code or strike-through at an offset; 0 if what stands there is none. `*` and `_` between two
 * letters or digits, or with white space on both sides, are themselves: `2*3`, `snake_case`, `a * b`.
 */
export function droppedMark(source: string, at: number): number {
  const character = source[at];
  if (character === "`") return 1;
  if (character === "~") return source[at + 1] === "~" ? 2 : 0;
  if (character !== "*" && character !== "_") return 0;
  let end = at + 1;
  while (source[end] === character) end += 1;
  // Of code a reader sees what stands between its marks: `*` by itself is a star.
  let first = at - 1;
  while (source[first] === "`") first -= 1;
  let behind = end;
  while (source[behind] === "`") behind += 1;
  const [before = " ", after = " "] = [source[source[first] === "\\" ? first - 1 : first], source[behind]];
  const isBetweenWords = LETTER_OR_DIGIT.test(before) && LETTER_OR_DIGIT.test(after);
  const isAlone = /\s/.test(before) && /\s/.test(after);
  return isBetweenWords || isAlone ? 0 : end - at;
}

/** What one character, or `size` units that compose one, becomes, and where it ends; two or three hyphens are a dash. */
export function foldMark(source: string, at: number, size: number): { text: string; end: number } {
  const written = source.slice(at, at + size);
  if (written === "-") {
    let end = at + 1;
    while (end < at + 3 && source[end] === "-") end += 1;
    return { text: "-", end };
  }
  const end = at + size;
  const folded = TYPEWRITTEN[written];
  if (folded !== undefined) return { text: folded, end };
  if (written < "\x80" && size === 1) return { text: written, end };
  return { text: written.normalize("NFC").replace(UNSEEN, ""), end };
}

/** What some characters, which nothing composes with, become; white space is a space. */
export function foldText(text: string): string {
  const folded = Array.from(text, (character) => foldMark(character, 0, character.length).text).join("");
  return /^\s$/.test(folded) ? " " : folded;
}

/** Signs that white space may part from the word or number before them. */
export const SIGNS: ReadonlySet<string> = new Set(":;!?»%‰°€");

/**
 * Whether a space before one of these signs says nothing, by what a reader sees before it and behind the sign: before the marks that French
 * parts from their word, and between a number and its sign. So `40 %` is `40%`, and `ici :` is `ici:`. Never between two words.
 */
export function isSpaceOfSign(before: string, sign: string, behind: string): boolean {
  return /[%‰°€]/.test(sign) ? DIGIT.test(before) : /^$|[ )"'.,]/.test(behind);
}
