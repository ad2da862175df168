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

/** Continues what a person reads on the next line. */
const HANGING = "  ";

/**
 * Talk broken at the edge of a terminal, each of its lines for itself and indented as it was: what follows hangs below it. A command
 * of ours on a line of its own is broken so that it can be pasted, and a word, which may be a path, never.
 */
export function wrapTalk(text: string, width: number | undefined): string {
  if (width === undefined) return text;
  const wrapped = text.split("\n").flatMap((line) => {
    const [, before, command] = COMMAND_LINE.exec(line) ?? [];
    if (command !== undefined) return wrapCommand(command, width, { first: before });
    const [indent = ""] = /^ */.exec(line) ?? [];
    return wrapText(line.slice(indent.length), width, { first: indent, next: indent + HANGING });
  });
  return wrapped.join("\n");
}

/** Perhaps behind a word that says what it is for. */
const COMMAND_LINE = /^( *(?:next: *)?)(review-(?:nested|split) .*)$/;

/** A command in lines of at most `width` columns, as a shell reads them: `\` at the end of each but the last. */
export function wrapCommand(
  command: string,
  width: number | undefined,
  { first = "" }: { first?: string | undefined } = {},
): string[] {
  if (width === undefined || displayWidth(first + command) <= width) return [first + command];
  // What stands between quotes stays whole, though there are spaces in it.
  const words = command.match(/(?:\\.|'[^']*'|"(?:\\.|[^"\\])*"|[^ '"\\])+/g) ?? [];
  const next = " ".repeat(displayWidth(first)) + HANGING;
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    const room = width - displayWidth(lines.length === 0 ? first : next) - " \\".length;
    if (line !== "" && displayWidth(`${line} ${word}`) > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((part, index, { length }) => {
    return (index === 0 ? first : next) + part + (index < length - 1 ? " \\" : "");
  });
}
