import { ACCEPTABLE_DECISIONS, type OldReview, type OldRun, type OldRunGate } from "@review/db";
import type { Repair } from "./repairs.ts";
import { asBlobId } from "./stand-in.ts";
import { toUtc } from "./to-utc.ts";

/** A review that cannot stand in its run, and why. */
export interface StrayReview {
  review: OldReview;
  why: Extract<
    Repair,
    "review-replaced" | "review-not-requested" | "review-of-other-gate" | "review-of-other-note"
  >;
}

export interface JudgedRun {
  /** The note and its version: the run's own, or what its newest review says; null where nothing says it. */
  notePath: string | null;
  noteSha: string | null;
  /** The gates the run was asked for, in order, with the git blob ids of the versions. */
  gates: { gateId: string; gateSha: string | null }[];
  /** The review of each gate that counts. */
  reviews: Map<string, OldReview>;
  strays: StrayReview[];
  /** What keeps it from being a completed run, a clause each. */
  problems: string[];
  repairs: Repair[];
}

const sameSha = (a: string | null, b: string | null) =>
  a === null || b === null || a === b || (asBlobId(a) !== undefined && asBlobId(a) === asBlobId(b));

/**
 * Sorts out the gates and reviews of a run: one review per gate that was asked for, of the captured version and of
 * the run's note; of several the newest. A value that is missing in a review is its run's.
 */
export function judgeRun(
  run: OldRun,
  gateRows: readonly OldRunGate[],
  reviewRows: readonly OldReview[],
  pathOf: (notePath: string) => string,
): JudgedRun {
  const newestFirst = sortByTime(reviewRows).reverse();
  const notePath = run.notePath || newestFirst.find((review) => review.notePath)?.notePath || null;
  const noteSha = run.noteSha ?? newestFirst.find((review) => review.noteSha !== null)?.noteSha ?? null;
  const judged: JudgedRun = {
    notePath,
    noteSha,
    gates: [],
    reviews: new Map(),
    strays: [],
    problems: run.notePath && run.noteSha !== null ? [] : ["its note or the version of it is not known"],
    repairs: [],
  };
  const ofNote = (review: OldReview) =>
    (!review.notePath || !notePath || pathOf(review.notePath) === pathOf(notePath)) &&
    sameSha(review.noteSha, noteSha);
  addRequestedGates(
    judged,
    gateRows,
    newestFirst.filter((review) => review.gateId && ofNote(review)),
  );
  const requested = new Map(judged.gates.map((gate) => [gate.gateId, gate]));
  for (const review of newestFirst) {
    const gate = requested.get(review.gateId ?? "");
    if (!ofNote(review)) judged.strays.push({ review, why: "review-of-other-note" });
    else if (!gate) judged.strays.push({ review, why: "review-not-requested" });
    else if (!sameSha(review.gateSha, gate.gateSha))
      judged.strays.push({ review, why: "review-of-other-gate" });
    else if (judged.reviews.has(gate.gateId)) judged.strays.push({ review, why: "review-replaced" });
    else judged.reviews.set(gate.gateId, review);
  }
  judged.strays.reverse();
  for (const gate of judged.gates) {
    const review = judged.reviews.get(gate.gateId);
    if (gate.gateSha === null) judged.problems.push(`the version of gate ${gate.gateId} is not known`);
    gate.gateSha ??= review?.gateSha ?? null;
    const problem = coverageProblem(gate.gateId, review);
    if (problem) judged.problems.push(problem);
  }
  return judged;
}

/** The gate set of a run; where there is none, that of its reviews, which proves no coverage. */
function addRequestedGates(
  { gates, problems, repairs }: JudgedRun,
  rows: readonly OldRunGate[],
  reviews: readonly OldReview[],
): void {
  const known = new Map<string, string | null>();
  const add = (gateId: string, gateSha: string | null) => {
    known.set(gateId, gateSha);
    gates.push({ gateId, gateSha });
  };
  for (const { gateId, gateSha } of rows) {
    if (!gateId) repairs.push("gate-nameless");
    else if (!known.has(gateId)) add(gateId, gateSha);
    else {
      repairs.push("gate-twice");
      if (!sameSha(known.get(gateId) ?? null, gateSha))
        problems.push(`gate ${gateId} was asked for in two versions`);
    }
  }
  if (gates.length > 0) return;
  repairs.push("gate-set-missing");
  problems.push("its requested gates are not known");
  for (const { gateId, gateSha } of reviews) if (gateId && !known.has(gateId)) add(gateId, gateSha);
  gates.reverse();
}

function coverageProblem(gateId: string, review: OldReview | undefined): string | undefined {
  if (!review) return `gate ${gateId} has no review`;
  if (!ACCEPTABLE_DECISIONS.some((decision) => decision === review.decision)) {
    return `gate ${gateId} could not be judged (decision ${JSON.stringify(review.decision)})`;
  }
  return review.isBlank ? `the review of gate ${gateId} has no text` : undefined;
}

/** Oldest first; rows of the same time, and those without one, in the order they came in. */
export function sortByTime(reviews: readonly OldReview[]): OldReview[] {
  const timed = reviews.map((review) => ({ review, at: toUtc(review.reviewedAt)?.utc ?? "" }));
  return timed.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(({ review }) => review);
}
