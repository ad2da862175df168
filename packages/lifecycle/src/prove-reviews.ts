import type { Ledger, RunId } from "@review/db";
import { contradictionOf, readFindings } from "@review/protocol";
import { type GateReviewInput, gateReviewProblem } from "./gate-review-input.ts";
import type { Proof } from "./prove-found.ts";

/** A judgement with its findings proven. */
export type Proven<Review extends GateReviewInput> = Omit<Review, "findings"> & Proof;

/**
 * Proves the findings of some gate reviews against the note that their run reviews, and tells which of them were found before:
 * those keep their key. What a caller gives as Markdown alone is read from its list. This is done before the transaction that
 * records them, since a long note takes its time; texts never change, and of two runs that end at once both continue what
 * was found before either. Throws RunNotFoundError where something was found in no run.
 */
export async function proveReviews<Review extends GateReviewInput>(
  ledger: Ledger,
  runId: RunId,
  reviews: readonly Review[],
): Promise<Proven<Review>[]> {
  // Nobody looks at the findings of what cannot be recorded, and what could not be judged found nothing.
  const judged = reviews.filter(
    (review) => gateReviewProblem(review) === undefined && review.decision !== "error",
  );
  const claims = judged.map((review) => ({ review, ...readClaim(review) }));
  const proofs = new Map<GateReviewInput, Proof>(
    claims.map(({ review, problems }) => [review, { findings: [], problems }]),
  );
  const found = claims.filter(({ claimed, isUnread }) => claimed.length > 0 && !isUnread);
  // An agent's command starts anew for every gate, and most judgements find nothing.
  if (found.length > 0) {
    const { proveFound } = await import("./prove-found.ts");
    for (const [review, proof] of await proveFound(ledger, runId, found)) proofs.set(review, proof);
  }
  return reviews.map((review) => ({ ...review, ...(proofs.get(review) ?? { findings: [], problems: [] }) }));
}

/** What a judgement says that it found, as data or in its text, and whether its result fits that. */
function readClaim({ decision, findings: claimed, rationaleMarkdown }: GateReviewInput) {
  if (claimed) return { claimed, problems: contradictionOf(decision, claimed), isUnread: false };
  const { findings, problems } = readFindings(decision, rationaleMarkdown);
  // What its text says in a way that nobody knows cannot be recorded, whatever else is proven.
  const isUnread = problems.some(({ code }) => code !== "result-contradicts-findings");
  return { claimed: findings, problems, isUnread };
}
