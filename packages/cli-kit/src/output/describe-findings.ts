import { type Finding, readWrittenFindings } from "@review/views";
import { oneLine } from "./text.ts";

/** The findings of a judgement, one line each, for people. */
export function describeFindings(judged: Parameters<typeof readWrittenFindings>[0]): string[] {
  return readWrittenFindings(judged).map(describeFinding);
}

/** A finding on one line, which says how bad it is. */
export function describeFinding({ severity, message }: Pick<Finding, "severity" | "message">): string {
  return `${severity.toUpperCase()}: ${oneLine(message)}`;
}
