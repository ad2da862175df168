import {
  type ColumnUnit,
  offsetFinder,
  type Position,
  positionFinder,
  type QuotePlace,
} from "@review/protocol";
import type { CheckFinding } from "./output/check-finding.ts";

type Placed = Pick<CheckFinding, "start" | "end" | "span" | "unit">;

/** Answers where findings stand in one note. */
export interface PlaceFinder {
  /**
   * Which part of the note a finding is about: from its start to its end; to the end of the line where it gives no end or an
   * empty part; the whole line where nothing stands there, its blanks or its end if that is all it has. Undefined without a place, and
   * for a line that the note does not have or that has nothing at all.
   */
  spanOf(finding: Placed): QuotePlace | undefined;
  /** Line and column where a span begins. */
  positionOf(offset: number): Position;
}

/** Looks for the lines of the note only when the first finding with a place asks for them. */
export function placeFinder(text: string): PlaceFinder {
  let offsets: ReturnType<typeof offsetFinder> | undefined;
  let positions: ReturnType<typeof positionFinder> | undefined;
  const positionOf = (offset: number) => {
    positions ??= positionFinder(text);
    return positions(offset);
  };
  const spanOf = ({ start, end, span, unit }: Placed): QuotePlace | undefined => {
    const ends = span && unitsOf(text, [span.offset, span.offset + span.length], unit);
    const line = start?.line ?? (ends?.[0] === undefined ? undefined : positionOf(ends[0]).line);
    if (line === undefined) return undefined;
    offsets ??= offsetFinder(text);
    const from = start ? offsets(start.line, start.column ?? 1, unit) : ends?.[0];
    const to = start ? end && offsets(end.line, end.column ?? Infinity, unit) : ends?.[1];
    const lineStart = offsets(line, 1, unit);
    const lineEnd = offsets(line, Infinity, unit);
    const spans = [
      [from, to],
      [from, lineEnd],
      [lineStart, lineEnd],
    ];
    for (const [first, behind] of spans) {
      if (first === undefined || behind === undefined) continue;
      if (text.slice(first, behind).trim() !== "") return { start: first, end: behind };
    }
    return lineStart === undefined ? undefined : blanksAt(text, lineStart, lineEnd);
  };
  return { spanOf, positionOf };
}

/** What a line without a word has. */
function blanksAt(text: string, start: number, lineEnd = start): QuotePlace | undefined {
  const end =
    lineEnd > start ? lineEnd : start + (/^\r?\n/.exec(text.slice(start, start + 2))?.[0].length ?? 0);
  return end > start ? { start, end } : undefined;
}

/** UTF-16 offsets of counts of units from the beginning of a text, never within a character; undefined behind its end. */
function unitsOf(text: string, counts: readonly number[], unit: ColumnUnit): (number | undefined)[] {
  if (unit === "utf16")
    return counts.map((count) => {
      const isWithin = /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(count - 1, count + 1));
      return count > text.length ? undefined : isWithin ? count - 1 : count;
    });
  const found: (number | undefined)[] = counts.map(() => undefined);
  let [units, offset] = [0, 0];
  for (const character of [...text, ""]) {
    for (const [index, count] of counts.entries()) if (count === units) found[index] = offset;
    units += unit === "codePoints" ? 1 : Buffer.byteLength(character);
    offset += character.length;
  }
  return found;
}
