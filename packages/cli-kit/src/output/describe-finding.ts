import type { Finding } from "@review/views";
import { oneLine } from "./text.ts";

/** A finding on one line, which says how bad it is, and whether it was found before. */
export function describeFinding({ severity, message, isNew = true }: Finding): string {
  return `${severity.toUpperCase()}${isNew ? "" : " again"}: ${oneLine(message)}`;
}
