import { nameLine } from "@review/cli-kit";
import type { Quotation, QuotationPlace } from "@review/views";

/** `path:line:column`, which terminals and editors open. It is never to be cut or broken: half of it opens nothing. */
function describePlace(notePath: string, { startLine, startColumn }: QuotationPlace): string {
  return `${nameLine(notePath)}:${startLine}:${startColumn}`;
}

/** Where a quote stands, or else on which line it stood; undefined where nobody knows. */
export function placeOf(notePath: string, { place, wasLine }: Quotation): string | undefined {
  if (place) return describePlace(notePath, place);
  return wasLine === undefined ? undefined : `was line ${wasLine}`;
}
