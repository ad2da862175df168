import type { QuoteAnchor } from "../findings/anchor-quote.ts";
import { quotePlacer } from "../findings/place-quotes.ts";
import {
  type FindingClaim,
  type NoteVersion,
  type Weighed,
  weighFindings,
} from "../findings/weigh-findings.ts";
import type { QuotePlace } from "../quotes/locate-quotes.ts";
import type { QuotationPlace } from "../quotes/positions.ts";

/**
 * Characters of a note and of what is said of it that are read in the thread that asks. So many take it some 50 ms with a quote that does
 * not stand there, and 100 with a thousand of them (measured on two busy cores); another thread takes some 30 to start, and half a second
 * until it is as fast. Hardly any note has a tenth of that.
 */
const MOST_HERE = 100_000;

/** As `weighFindings`; where note or findings are long, in another thread. */
export async function weighAside(note: NoteVersion, claims: readonly FindingClaim[]): Promise<Weighed[]> {
  const said = claims.flatMap(({ findings, previous }) => [
    ...findings.flatMap(({ message, quotes }) => [message.length, ...quotes.map(lengthOf)]),
    ...previous.flatMap(({ message, quotes }) => [message.length, ...quotes.map(lengthOf)]),
  ]);
  // Of what found nothing the note is not read.
  const isSaid = claims.some(({ findings }) => findings.length > 0);
  if (!isSaid || isShort(note.text, said)) return weighFindings(note, claims);
  const { askAside } = await import("./ask-aside.ts");
  return askAside({ kind: "weigh", note, claims });
}

/** As `quotePlacer`; where the note is long, in another thread, which reads it anew each time. */
export function asidePlacer(
  note: string,
): (lists: readonly (readonly QuoteAnchor[])[]) => Promise<(QuotationPlace | undefined)[][]> {
  const placeHere = quotePlacer(note);
  return async (lists) => {
    if (isShort(note, lists.flat().map(lengthOf))) return placeHere(lists);
    const { askAside } = await import("./ask-aside.ts");
    return askAside({ kind: "place", note, lists });
  };
}

const lengthOf = (quote: string | QuotePlace) =>
  typeof quote === "string" ? quote.length : quote.end - quote.start;

function isShort(note: string, said: readonly number[]): boolean {
  return said.reduce((sum, length) => sum + length, note.length) <= MOST_HERE;
}
