/**
 * What a reader cannot tell from something else: controls, line ends, marks that reorder text, characters without a
 * shape of their own (https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point), and spaces but the plain one.
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;

/** What is drawn over its neighbour, signs that may look like those of ASCII, and letters of scripts that run to the left, which move their neighbours. */
const MISLEADING =
  /[\p{M}\p{P}\p{Sm}\p{Sk}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** No letter of these looks like a Latin one. */
const UNLIKE_LATIN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/u;

const OTHERS = /[^\x20-\x7e]/gu;

/**
 * A text in which each character is what it looks like, the others as escapes: what nobody sees, what is drawn over or moves what stands beside it,
 * letters that may be taken for Latin ones, beside such, and spaces of which one cannot see how many they are. In an address everything but ASCII is one. So
 * is told whatever a repository names: programs, runners, addresses.
 */
export function escapeUnclear(text: string, { isAddress = text.includes("://") } = {}): string {
  return text
    .replace(/[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+/gu, (word) => {
      const isLatin = /[a-z]/i.test(word);
      return word.replace(OTHERS, (character) =>
        !isAddress && isClear(character, isLatin) ? character : escaped(character),
      );
    })
    .replace(/ {2,}/g, ({ length }) => `${escaped(" ")}{${length} times}`);
}

function isClear(character: string, besideLatin: boolean): boolean {
  if (UNSEEN.test(character) || MISLEADING.test(character)) return false;
  // Wide, narrow and mathematical letters, and signs that stand for several.
  if (character.normalize("NFKC") !== character) return false;
  return !besideLatin || UNLIKE_LATIN.test(character) || /^[a-z]\p{M}+$/iu.test(character.normalize("NFD"));
}

const escaped = (character: string) => `\\u{${character.codePointAt(0)?.toString(16)}}`;
