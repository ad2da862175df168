const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const TYPEWRITTEN: Readonly<Record<string, string>> = {
  ...Object.fromEntries([..."‘’‚‛′ʻʼ´"].map((mark) => [mark, "'"])),
  ...Object.fromEntries([..."“”„‟«»″"].map((mark) => [mark, '"'])),
  ...Object.fromEntries([..."‐‑‒–—―−"].map((mark) => [mark, "-"])),
  ...Object.fromEntries([..."\u00ad\u200b\u2060\ufeff"].map((mark) => [mark, ""])),
  "…": "...",
};

/**
 * The length of a mark of emphasis, code or strike-through at an offset; 0 if what stands there is none. `*` and `_` between two
 * letters or digits, or with white space on both sides, are themselves: `2*3`, `snake_case`, `a * b`.
 */
export function isDroppedMark(source: string, at: number): number {
  const character = source[at];
  if (character === "`") return 1;
  if (character === "~") return source[at + 1] === "~" ? 2 : 0;
  if (character !== "*" && character !== "_") return 0;
  let end = at + 1;
  while (source[end] === character) end += 1;
  const [before = " ", after = " "] = [source[at - (source[at - 1] === "\\" ? 2 : 1)], source[end]];
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
  return { text: written < "\x80" && size === 1 ? written : written.normalize("NFC"), end };
}
