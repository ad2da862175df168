import type { QuoteAnchor } from "../findings/anchor-quote.ts";
import { placeQuotes } from "../findings/place-quotes.ts";
import {
  type FindingClaim,
  type NoteVersion,
  type Weighed,
  weighFindings,
} from "../findings/weigh-findings.ts";
import type { QuotationPlace } from "../quotes/positions.ts";

/**
 * What is done in the thread that asks: folding a note of 200,000 characters takes it some 50 ms on a slow machine, twice what
 * starting another thread takes; hardly any note has a tenth of that.
 */
const MOST_HERE = 200_000;
/** Looking for a quote costs about a tenth of folding the note once more. */
const QUOTE_COST = 0.1;

/** As `weighFindings`; where note or findings are long, in another thread. */
export async function weighAside(note: NoteVersion, claims: readonly FindingClaim[]): Promise<Weighed[]> {
  const quotes = claims.flatMap(({ findings, previous }) =>
    [...findings, ...previous].flatMap((finding) => finding.quotes),
  );
  if (isShort(note.text, quotes)) return weighFindings(note, claims);
  const { askAside } = await import("./ask-aside.ts");
  return askAside({ kind: "weigh", note, claims });
}

/** As `placeQuotes`; where the note is long, in another thread. */
export async function placeAside(
  note: string,
  quotes: readonly QuoteAnchor[],
): Promise<(QuotationPlace | undefined)[]> {
  if (isShort(note, quotes)) return placeQuotes(note, quotes);
  const { askAside } = await import("./ask-aside.ts");
  return askAside({ kind: "place", note, quotes });
}

function isShort(note: string, quotes: readonly unknown[]): boolean {
  const words = quotes.reduce<number>(
    (sum, quote) => sum + (typeof quote === "string" ? quote.length : 0),
    0,
  );
  return words + note.length * (1 + QUOTE_COST * quotes.length) <= MOST_HERE;
}
