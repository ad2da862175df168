/** A line of input, or the two ends of one that is too long. Without its line feed. */
export type Line = { bytes: Uint8Array } | { start: Uint8Array; end: Uint8Array };

/** Bytes that are kept of each end of a line that is too long: enough to find the id of a message in it. */
const KEPT_BYTES = 1000;
const LINE_FEED = 10;

/**
 * The lines of a stream as they come; of one of more than `longest` bytes only its ends are kept, so that no input takes
 * more memory than that. What follows the last line feed is a line, too, unless it is empty.
 */
export async function* readLines(stream: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<Line> {
  let line = beginLine();
  for await (const chunk of stream) {
    let from = 0;
    for (let to = chunk.indexOf(LINE_FEED); to !== -1; to = chunk.indexOf(LINE_FEED, from)) {
      lengthen(line, chunk.subarray(from, to), longest);
      yield endLine(line);
      line = beginLine();
      from = to + 1;
    }
    lengthen(line, chunk.subarray(from), longest);
  }
  if (line.length > 0) yield endLine(line);
}

interface OpenLine {
  length: number;
  /** Its bytes so far; of a line that is too long its last ones. */
  parts: Uint8Array[];
  /** The first bytes of a line that is too long. */
  start?: Uint8Array;
}

function beginLine(): OpenLine {
  return { length: 0, parts: [] };
}

function lengthen(line: OpenLine, bytes: Uint8Array, longest: number): void {
  line.length += bytes.length;
  line.parts.push(bytes);
  if (line.length <= longest) return;
  const all = Buffer.concat(line.parts);
  // Copies, so that the long text can go.
  line.start ??= Uint8Array.from(all.subarray(0, KEPT_BYTES));
  line.parts = [Uint8Array.from(all.subarray(-KEPT_BYTES))];
}

function endLine({ parts, start }: OpenLine): Line {
  const bytes = Buffer.concat(parts);
  return start === undefined ? { bytes } : { start, end: bytes };
}
