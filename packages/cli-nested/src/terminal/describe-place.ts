import { nameLine } from "@review/cli-kit";
import type { Quotation, QuotationPlace } from "@review/views";

/** `path:line:column`, which terminals and editors open. It is never to be cut or broken: half of it opens nothing. */
function describePlace(notePath: string, { startLine, startColumn }: QuotationPlace): string {
  return `${nameLine(notePath)}:${startLine}:${startColumn}`;
}

/**
 * Where a quote stands, or else on which line it stood; undefined where nobody knows. Of words that are gone no place is told that could be
 * opened: other words stand there.
 */
export function placeOf(notePath: string, { place, wasLine, isGone }: Quotation): string | undefined {
  if (isGone) {
    const stood = place ? `; stood about line ${place.startLine}` : wasLine ? `; was line ${wasLine}` : "";
    return `gone from the note${stood}`;
  }
  if (place) return describePlace(notePath, place);
  return wasLine === undefined ? undefined : `was line ${wasLine}`;
}
