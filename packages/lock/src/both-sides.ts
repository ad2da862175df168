/** Whether a text has the markers that git leaves where it could not merge. */
export function isConflicted(text: string): boolean {
  return /^<{7,}(?: |\r?$)/m.test(text);
}

/** A line of a text, from 1. */
export interface NumberedLine {
  number: number;
  line: string;
}

/**
 * The lines of a text with what both sides of each conflict have, in all styles of git (`merge`, `diff3`, `zdiff3`): without
 * the markers, and without what was there before both.
 */
export function* linesOfBothSides(text: string): Generator<NumberedLine> {
  let part: "outside" | "side" | "before" = "outside";
  /** How many characters the markers of the conflict have: those of a conflict within what was before have more. */
  let width = 0;
  let number = 0;
  for (const line of eachLine(text)) {
    number += 1;
    const [marker = ""] = MARKER.exec(line) ?? [];
    const isMarker = part === "outside" ? marker.startsWith("<") : marker.length === width;
    if (!isMarker) {
      if (part !== "before") yield { number, line };
      continue;
    }
    width = marker.length;
    part = AFTER[marker.charAt(0)] ?? part;
  }
}

const MARKER = /^(?:<{7,}|\|{7,}|={7,}|>{7,})(?= |$)/;

/** The part that begins behind each marker. */
const AFTER: Readonly<Record<string, "outside" | "side" | "before">> = {
  "<": "side",
  "|": "before",
  "=": "side",
  ">": "outside",
};

/** One after another: a text of nothing but line ends would be millions of texts. */
function* eachLine(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    const next = end === -1 ? text.length : end;
    yield text.slice(start, text[next - 1] === "\r" ? next - 1 : next);
    start = next + 1;
  }
}
