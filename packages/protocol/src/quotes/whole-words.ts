/** Letters of scripts that part words by spaces. In the others a quote may begin anywhere. */
const WORD =
  /(?!\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar})[\p{L}\p{N}\p{M}]/u;
const DIGIT = /\p{Nd}/u;

/** Whether a span of a text neither begins nor ends within a word or a number: `10 ms` is no part of `110 ms`, nor `5` of `2.5` or `-5`. */
export function isWhole(text: string, start: number, end: number): boolean {
  return !beginsWithin(text, start) && !endsWithin(text, end);
}

/** Whether what begins here begins within a word or a number. */
export function beginsWithin(text: string, start: number): boolean {
  const [before, first] = [characterBefore(text, start), characterAt(text, start)];
  if (WORD.test(before) && WORD.test(first)) return true;
  return DIGIT.test(first) && /[-−+.,:/]$/.test(before) && isPartOfNumber(text, start - before.length);
}

/** Whether what ends here ends within a word or a number. */
export function endsWithin(text: string, end: number): boolean {
  const [last, after] = [characterBefore(text, end), characterAt(text, end)];
  if (WORD.test(last) && WORD.test(after)) return true;
  return DIGIT.test(last) && /^[.,:/]$/.test(after) && DIGIT.test(characterAt(text, end + after.length));
}

/** Whether a sign or separator belongs to the number behind it: after a digit, or as a sign at the beginning of a word. */
function isPartOfNumber(text: string, at: number): boolean {
  const before = characterBefore(text, at);
  if (DIGIT.test(before)) return true;
  return /[-−+.]/.test(characterAt(text, at)) && (before === "" || /[\s(]/.test(before));
}

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
}

function characterBefore(text: string, at: number): string {
  const isPair = at > 1 && /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 2, at));
  return text.slice(Math.max(0, at - (isPair ? 2 : 1)), at);
}
