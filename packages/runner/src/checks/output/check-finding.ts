import type { ColumnUnit } from "@review/protocol";

/** A line of a file, and a column in it, as a tool counts them: from 1. */
export interface ToolPosition {
  line: number;
  column?: number | undefined;
}

/** One thing that a tool has found, as its output says it. */
export interface CheckFinding {
  /** Not given where the tool does not say. */
  severity?: "warn" | "fail" | undefined;
  message: string;
  rule?: string | undefined;
  suggestion?: string | undefined;
  /** As the tool wrote it; not given where only one note was looked at and the tool says no more. */
  path?: string | undefined;
  start?: ToolPosition | undefined;
  /** Behind the last character; without a column the end of its line. */
  end?: ToolPosition | undefined;
  /** What the columns count. */
  unit: ColumnUnit;
}
