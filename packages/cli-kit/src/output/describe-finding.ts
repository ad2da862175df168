import type { Finding } from "@review/views";
import { oneLine } from "./text.ts";

/** A finding on one line, which says how bad it is, and whether it was found before, or found to be otherwise. */
export function describeFinding({ severity, message, isNew = true, wasSeverity }: Finding): string {
  const known = wasSeverity === undefined ? " again" : `, was ${wasSeverity.toUpperCase()}`;
  return `${severity.toUpperCase()}${isNew ? "" : known}: ${oneLine(message)}`;
}
