import { displayWidth } from "./text.ts";

/**
 * Text broken between words into lines of at most `width` columns, their beginnings included: `first` for the
 * first line, `next` for the others. A word that is too long stays whole, so that a path can be copied. Without
 * a width the text stays one line.
 */
export function wrapText(
  text: string,
  width: number | undefined,
  { first = "", next = first }: { first?: string; next?: string } = {},
): string[] {
  if (width === undefined) return [first + text];
  const [firstRoom, nextRoom] = [width - displayWidth(first), width - displayWidth(next)];
  const lines: string[] = [];
  let line = { text: "", width: 0 };
  for (const word of text.split(" ")) {
    const taken = displayWidth(word);
    const longer = line.width + 1 + taken;
    if (line.text !== "" && longer <= (lines.length === 0 ? firstRoom : nextRoom)) {
      line = { text: `${line.text} ${word}`, width: longer };
    } else {
      if (line.text !== "") lines.push(line.text);
      line = { text: word, width: taken };
    }
  }
  return [...lines, line.text].map((part, index) => (index === 0 ? first : next) + part);
}
