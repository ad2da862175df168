/**
 * Text broken between words into lines of at most `width` characters, their beginnings included: `first` for the
 * first line, `next` for the others. A word that is too long stays whole, so that a path can be copied. Without
 * a width the text stays one line.
 */
export function wrapText(
  text: string,
  width: number | undefined,
  { first = "", next = first }: { first?: string; next?: string } = {},
): string[] {
  if (width === undefined) return [first + text];
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    const room = width - (lines.length === 0 ? first : next).length;
    if (line !== "" && [...longer].length > room) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line].map((part, index) => (index === 0 ? first : next) + part);
}
