import type { ColumnUnit } from "@review/protocol";
import type { JsonPart } from "./json-part.ts";

/** A line of a file, and a column in it, as a tool counts them: from 1. */
export interface ToolPosition {
  line: number;
  column?: number | undefined;
}

/** One thing that a tool has found, as its output says it. */
export interface CheckFinding {
  /** Not given where the tool does not say; a note is what it found worth saying, and no failure by itself. */
  severity?: "note" | "warn" | "fail" | undefined;
  /** Whether its line stands so in the note: place and severity may be the note's own words. */
  isQuoted?: boolean | undefined;
  message: string;
  rule?: string | undefined;
  suggestion?: string | undefined;
  /** As the tool wrote it; not given where only one note was looked at and the tool says no more. */
  path?: string | undefined;
  /** The path as it stands, where that may be another than the one it means: it is taken where no note has that. */
  written?: string | undefined;
  /** The line in which a text names a file that is no note. */
  line?: string | undefined;
  start?: ToolPosition | undefined;
  /** Behind the last character; without a column the end of its line. */
  end?: ToolPosition | undefined;
  /** Where it counts no lines: units before the first character, and as many as it is about; none are the rest of the line. */
  span?: { offset: number; length: number } | undefined;
  /** What columns and offsets count. */
  unit: ColumnUnit;
}

/** The place under two keys of an object; undefined if it names no line. */
export function positionIn(
  part: JsonPart | undefined,
  lineKey: string,
  columnKey: string,
): ToolPosition | undefined {
  const line = part?.maybe(lineKey)?.ordinal();
  return line === undefined ? undefined : { line, column: part?.maybe(columnKey)?.ordinal() };
}
