import type { QuoteAnchor } from "../findings/anchor-quote.ts";
import { quotePlacer } from "../findings/place-quotes.ts";
import {
  type FindingClaim,
  type NoteVersion,
  type Weighed,
  weighFindings,
} from "../findings/weigh-findings.ts";
import type { QuotationPlace } from "../quotes/positions.ts";

/** What is asked of a long note, as one thread asks it of another. */
export type Request =
  | { readonly kind: "weigh"; readonly note: NoteVersion; readonly claims: readonly FindingClaim[] }
  | { readonly kind: "place"; readonly note: string; readonly lists: readonly (readonly QuoteAnchor[])[] };

/** What is answered, by the kind of the request. */
export interface Answers {
  weigh: Weighed[];
  place: (QuotationPlace | undefined)[][];
}

/** Answers a request in this thread. */
export function answer(request: Request): Answers[Request["kind"]] {
  return request.kind === "weigh"
    ? weighFindings(request.note, request.claims)
    : quotePlacer(request.note)(request.lists);
}
