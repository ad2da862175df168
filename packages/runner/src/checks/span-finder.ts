import { offsetFinder, type QuotePlace } from "@review/protocol";
import type { CheckFinding } from "./output/check-finding.ts";

/**
 * Answers which part of a note a finding is about: from its start to its end; to the end of the line where it gives no end or an
 * empty part; the whole line where nothing stands there. Undefined without a place, for a line that the note does not have, and for one without a word.
 */
export function spanFinder(
  text: string,
): (finding: Pick<CheckFinding, "start" | "end" | "unit">) => QuotePlace | undefined {
  let offsets: ReturnType<typeof offsetFinder> | undefined;
  return ({ start, end, unit }) => {
    if (start === undefined) return undefined;
    offsets ??= offsetFinder(text);
    const from = offsets(start.line, start.column ?? 1, unit);
    const to = end && offsets(end.line, end.column ?? Infinity, unit);
    const lineStart = offsets(start.line, 1, unit);
    const lineEnd = offsets(start.line, Infinity, unit);
    const spans = [
      [from, to],
      [from, lineEnd],
      [lineStart, lineEnd],
    ];
    for (const [first, behind] of spans) {
      if (first === undefined || behind === undefined) continue;
      if (text.slice(first, behind).trim() !== "") return { start: first, end: behind };
    }
    return undefined;
  };
}
