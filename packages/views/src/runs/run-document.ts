import type { Corpus } from "@review/corpus";
import {
  type Decision,
  type GateReview,
  getRun,
  getRunOutput,
  getSnapshot,
  type Ledger,
  type RequestedGate,
  type ReviewKind,
  type Run,
  type RunDetails,
  type RunId,
} from "@review/db";
import { type Attestation, attestationOf } from "@review/lifecycle";
import type { Finding } from "../finding.ts";
import { findingsReader, type Judged } from "../findings-reader.ts";
import { readNoteToday } from "../note-today.ts";
import { fixtureFinder, type RunFixture } from "../run-fixture.ts";

/** One run in full. */
export interface RunDocument extends Run {
  /** The requested gates, in their order. */
  gates: ReviewedGate[];
  hasRawBundle: boolean;
  hasDebugLog: boolean;
  /** The fixture that it reviewed; absent if it reviewed a note. */
  fixture?: RunFixture;
}

/** A gate of a run, in the version captured when the run started, with its review if there is one. */
export interface ReviewedGate extends RequestedGate {
  /** `null` if there is no review: then nothing follows. */
  decision: Decision | null;
  reviewId?: number;
  reviewedAt?: string;
  reviewKind?: ReviewKind;
  /** Empty for a pass. */
  findings?: Finding[];
  /** The whole judgement. */
  rationaleMarkdown?: string;
  /** What else the reviewer recorded, any JSON. */
  evidence?: unknown;
  /** What the lock says of where it comes from; absent of a review of the ledger's own. */
  attested?: Attestation;
}

/** The reviewer's own words. */
export interface RawBundleDocument {
  id: number;
  rawBundleMarkdown: string | null;
}

export interface DebugLogDocument {
  id: number;
  debugLog: string | null;
}

/** One run in full. Throws RunNotFoundError. */
export async function viewRun(corpus: Corpus, ledger: Ledger, runId: RunId): Promise<RunDocument> {
  const { gates, gateReviews, ...run } = await getRun(ledger, runId);
  const findingsOf = await findingsReader(
    ledger,
    gateReviews.map(({ id }) => ({ id, readIn: run.notePath })),
  );
  const { rawBundleMarkdown, debugLog } = await getRunOutput(ledger, runId);
  // A comment settles what was found in the version that has it.
  const reviewed = await readNoteToday((await getSnapshot(ledger, run.reviewedNoteSha)) ?? "");
  // Of what the note has now, nothing is told here.
  const note = { ...reviewed, goneMarker: () => (finding: Finding) => finding };
  const fixture = fixtureFinder(corpus)(
    run.notePath,
    gates.map(({ gateId }) => gateId),
  );
  return {
    ...run,
    ...(fixture && { fixture }),
    gates: await withReviews(gates, gateReviews, (review) => findingsOf(review, note)),
    hasRawBundle: rawBundleMarkdown !== undefined,
    hasDebugLog: debugLog !== undefined,
  };
}

/** The raw bundle of a run, if it was kept. Throws RunNotFoundError. */
export async function viewRawBundle(ledger: Ledger, id: RunId): Promise<RawBundleDocument> {
  return { id, rawBundleMarkdown: (await getRunOutput(ledger, id)).rawBundleMarkdown ?? null };
}

/** The debug log of a run, if it was kept. Throws RunNotFoundError. */
export async function viewDebugLog(ledger: Ledger, id: RunId): Promise<DebugLogDocument> {
  return { id, debugLog: (await getRunOutput(ledger, id)).debugLog ?? null };
}

async function withReviews(
  gates: RunDetails["gates"],
  reviews: readonly GateReview[],
  findingsOf: (review: Judged) => Promise<Finding[]>,
): Promise<ReviewedGate[]> {
  const byGate = new Map(reviews.map((review) => [review.gateId, review]));
  const reviewed: ReviewedGate[] = [];
  for (const gate of gates) {
    const review = byGate.get(gate.gateId);
    if (!review) {
      reviewed.push({ ...gate, decision: null });
      continue;
    }
    const attested = attestationOf(review);
    const { id: reviewId, decision, rationaleMarkdown, evidence, reviewedAt, reviewKind } = review;
    reviewed.push({
      ...gate,
      decision,
      reviewId,
      reviewedAt,
      reviewKind,
      findings: await findingsOf(review),
      rationaleMarkdown,
      evidence,
      ...(attested && { attested }),
    });
  }
  return reviewed;
}
