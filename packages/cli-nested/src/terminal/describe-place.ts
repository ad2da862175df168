import { oneLine } from "@review/cli-kit";
import type { QuotationPlace } from "@review/views";

/** `path:line:column`, which terminals and editors open. It is never to be cut or broken: half of it opens nothing. */
export function describePlace(notePath: string, { startLine, startColumn }: QuotationPlace): string {
  return `${oneLine(notePath)}:${startLine}:${startColumn}`;
}
