import {
  type Finding,
  type FindingQuote,
  getRun,
  getSnapshot,
  type Ledger,
  listLastFindings,
  type NewFinding,
  type RunDetails,
  type RunId,
} from "@review/db";
import {
  anchorQuote,
  type FindingProblem,
  identifyFindings,
  type ProvenFinding,
  positionFinder,
  proveFindings,
  type QuotePlace,
  readFindings,
} from "@review/protocol";
import { type GateReviewInput, gateReviewProblem } from "./gate-review-input.ts";

/** What the findings of a judgement are worth: as they are to be recorded, or what keeps them from that. */
export interface Proof {
  findings: readonly NewFinding[];
  problems: readonly FindingProblem[];
}

/** A judgement with its findings proven. */
export type Proven<Review extends GateReviewInput> = Omit<Review, "findings"> & Proof;

/**
 * Proves the findings of some gate reviews against the note that their run reviews, and tells which of them were found before:
 * those keep their key. What a caller gives as Markdown alone is read from its list. This is done before the transaction that
 * records them, since a long note takes its time; texts never change, and of two runs that end at once both continue what
 * was found before either. Throws RunNotFoundError.
 */
export async function proveReviews<Review extends GateReviewInput>(
  ledger: Ledger,
  runId: RunId,
  reviews: readonly Review[],
): Promise<Proven<Review>[]> {
  if (reviews.length === 0) return [];
  const run = await getRun(ledger, runId);
  const note = (await getSnapshot(ledger, run.reviewedNoteSha)) ?? "";
  const proofs = reviews.map((review) => proveReview(run, note, review));
  const gateIds = reviews.flatMap(({ gateId }, index) => (proofs[index]?.findings.length ? [gateId] : []));
  const { modelId, notePath } = run;
  const last =
    gateIds.length === 0 ? undefined : await listLastFindings(ledger, { modelId, notePath, gateIds });
  const quoteAt = quoteReader(note);
  return reviews.map((review, index) => {
    const { findings = [], problems = [] } = proofs[index] ?? {};
    const previous = (last?.get(review.gateId) ?? []).map(toKnown);
    const found = findings.map((finding) => ({
      ...finding,
      quotes: finding.quotes.map((place) => anchorQuote(note, place)),
    }));
    const identities = identifyFindings({ notePath, gateId: review.gateId, note, found, previous });
    const named = found.flatMap(({ severity, message, suggestion, quotes }, at): NewFinding[] => {
      const { key = "", continues } = identities[at] ?? {};
      const continuesFindingId = continues === undefined ? undefined : previous[continues]?.id;
      return [{ severity, message, suggestion, key, continuesFindingId, quotes: quotes.map(quoteAt) }];
    });
    return { ...review, findings: named, problems };
  });
}

const NOTHING = { findings: [], problems: [] };

function proveReview(
  run: RunDetails,
  note: string,
  review: GateReviewInput,
): { findings: readonly ProvenFinding[]; problems: readonly FindingProblem[] } {
  const { gateId, decision, rationaleMarkdown } = review;
  // Nobody looks at the findings of what cannot be recorded, and what could not be judged found nothing.
  if (gateReviewProblem(review) !== undefined || decision === "error") return NOTHING;
  const findings = review.findings ?? readFindings(rationaleMarkdown);
  const gate = run.gates.find((each) => each.gateId === gateId);
  const proof = proveFindings({ note, decision, findings, quotes: gate?.quotes });
  return proof.problems.length > 0 ? { ...NOTHING, problems: proof.problems } : proof;
}

const toKnown = ({ id, key, message, quotes }: Finding) => ({
  id,
  key,
  message,
  quotes: quotes.map(({ startOffset: start, endOffset: end, ...quote }) => ({ ...quote, start, end })),
});

/** A place in a note with all that is kept of it. */
function quoteReader(note: string): (anchor: ReturnType<typeof anchorQuote>) => FindingQuote {
  const positionOf = positionFinder(note);
  return ({ start, end, ...words }: QuotePlace & { exact: string; prefix: string; suffix: string }) => {
    const [from, to] = [positionOf(start), positionOf(end)];
    return {
      ...words,
      startOffset: start,
      endOffset: end,
      startLine: from.line,
      startColumn: from.column.utf16,
      endLine: to.line,
      endColumn: to.column.utf16,
    };
  };
}
