import type { Decision } from "@review/db/vocabulary";
import { placeReader, type QuotationPlace } from "../quotes/positions.ts";
import { anchorQuote, type QuoteAnchor } from "./anchor-quote.ts";
import type { FindingInput } from "./finding-input.ts";
import type { FindingProblem } from "./finding-problem.ts";
import { identifyFindings, type KnownFinding } from "./identify-findings.ts";
import { type ProvenFinding, proveWith, quoteReader } from "./prove-findings.ts";

/** A note in one version. */
export interface NoteVersion {
  readonly path: string;
  readonly text: string;
}

/** A judgement of a note by one gate, and what it says that it found. */
export interface FindingClaim {
  readonly gateId: string;
  readonly decision: Decision;
  readonly findings: readonly FindingInput[];
  /** `none` where findings need no words of the note that show them. */
  readonly quotes?: "none" | undefined;
  /** The findings of the review before. */
  readonly previous: readonly KnownFinding[];
}

/** All that is kept of a quote. */
export type PlacedQuote = Omit<QuoteAnchor, "start" | "end"> & Readonly<QuotationPlace>;

/** A finding as it is to be kept. */
export interface WeighedFinding extends Omit<ProvenFinding, "quotes"> {
  /** Its identity across reviews. */
  readonly key: string;
  /** Index of the previous finding that it continues. */
  readonly continues: number | undefined;
  readonly quotes: readonly PlacedQuote[];
}

/** What the findings of a judgement are worth: as they are to be recorded, or what keeps them from that. */
export interface Weighed {
  readonly findings: readonly WeighedFinding[];
  readonly problems: readonly FindingProblem[];
}

/** Proves the findings of some judgements against their note, and names each as it was named before. One answer for each, in their order. */
export function weighFindings({ path, text }: NoteVersion, claims: readonly FindingClaim[]): Weighed[] {
  const placeOf = placeReader(text);
  const quotes = quoteReader(
    text,
    claims.flatMap(({ findings }) => findings),
  );
  return claims.map(({ previous, ...claim }) => {
    const { findings, problems } = proveWith({ note: text, ...claim }, quotes);
    const found = findings.map((finding) => ({
      ...finding,
      quotes: finding.quotes.map((place) => anchorQuote(text, place)),
    }));
    const named = identifyFindings({ notePath: path, gateId: claim.gateId, note: text, found, previous });
    const kept = found.map((finding, index) => ({
      ...finding,
      key: named[index]?.key ?? "",
      continues: named[index]?.continues,
      quotes: finding.quotes.map(({ start, end, ...words }) => ({ ...words, ...placeOf({ start, end }) })),
    }));
    return { problems, findings: kept };
  });
}
