import { type Finding, readWrittenFindings } from "@review/views";
import { oneLine } from "./text.ts";

/** The findings of a judgement, one line each, for people. */
export function describeFindings(judged: Parameters<typeof readWrittenFindings>[0]): string[] {
  return readWrittenFindings(judged).map(describeFinding);
}

/** A finding on one line, which says how bad it is, and whether it was found before. */
export function describeFinding({ severity, message, isNew = true }: Finding): string {
  return `${severity.toUpperCase()}${isNew ? "" : " again"}: ${oneLine(message)}`;
}
