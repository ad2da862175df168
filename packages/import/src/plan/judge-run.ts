import { ACCEPTABLE_DECISIONS } from "@review/db";
import type { OldReview, OldRun, OldRunGate } from "../old-file/old-rows.ts";
import { compareTexts } from "../values/compare-texts.ts";
import type { Repair } from "../values/repairs.ts";
import { isSameBlob } from "../values/stand-in.ts";
import { type OldTime, toUtc } from "../values/to-utc.ts";

/** A review with its time, if it can be read. */
export interface TimedReview {
  old: OldReview;
  at: OldTime | undefined;
}

/** A review that cannot stand in its run, and why. */
export interface StrayReview {
  old: OldReview;
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
  reviews: Map<string, TimedReview>;
  strays: StrayReview[];
  /** What keeps it from being a completed run, a clause each. */
  problems: string[];
  repairs: Repair[];
}

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
  const newestFirst = sortNewestFirst(reviewRows);
  const notePath = run.notePath || newestFirst.find(({ old }) => old.notePath)?.old.notePath || null;
  const noteSha = run.noteSha ?? newestFirst.find(({ old }) => old.noteSha !== null)?.old.noteSha ?? null;
  const judged: JudgedRun = {
    notePath,
    noteSha,
    gates: [],
    reviews: new Map(),
    strays: [],
    problems: run.notePath && run.noteSha !== null ? [] : ["its note or the version of it is not known"],
    repairs: [],
  };
  const isOfNote = ({ old }: TimedReview) =>
    (!old.notePath || !notePath || old.notePath === notePath || pathOf(old.notePath) === pathOf(notePath)) &&
    mayBeSame(old.noteSha, noteSha);
  addRequestedGates(judged, gateRows, newestFirst.filter(isOfNote));
  addReviews(judged, newestFirst, isOfNote);
  for (const gate of judged.gates) {
    const review = judged.reviews.get(gate.gateId)?.old;
    if (gate.gateSha === null) judged.problems.push(`the version of gate ${gate.gateId} is not known`);
    gate.gateSha ??= review?.gateSha ?? null;
    const problem = coverageProblem(gate.gateId, review);
    if (problem) judged.problems.push(problem);
  }
  return judged;
}

/** Rows of the same time, and those without one, in the order of their ids, the last one first. */
function sortNewestFirst(reviews: readonly OldReview[]): TimedReview[] {
  const timed = reviews.map((old) => ({ old, at: toUtc(old.reviewedAt) }));
  return timed.sort((a, b) => compareTexts(a.at?.utc ?? "", b.at?.utc ?? "")).reverse();
}

const mayBeSame = (a: string | null, b: string | null) => a === null || b === null || isSameBlob(a, b);

/** The gate set of a run; where there is none, that of its reviews, which proves no coverage. */
function addRequestedGates(
  { gates, problems, repairs }: JudgedRun,
  rows: readonly OldRunGate[],
  newestFirst: readonly TimedReview[],
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
      if (!mayBeSame(known.get(gateId) ?? null, gateSha))
        problems.push(`gate ${gateId} was asked for in two versions`);
    }
  }
  if (gates.length > 0) return;
  repairs.push("gate-set-missing");
  problems.push("its requested gates are not known");
  for (const { old } of newestFirst) if (old.gateId && !known.has(old.gateId)) add(old.gateId, old.gateSha);
  gates.reverse();
}

function addReviews(
  { gates, reviews, strays }: JudgedRun,
  newestFirst: readonly TimedReview[],
  isOfNote: (review: TimedReview) => boolean,
): void {
  const requested = new Map(gates.map((gate) => [gate.gateId, gate]));
  for (const timed of newestFirst) {
    const { old } = timed;
    const gate = requested.get(old.gateId ?? "");
    if (!isOfNote(timed)) strays.push({ old, why: "review-of-other-note" });
    else if (!gate) strays.push({ old, why: "review-not-requested" });
    else if (!mayBeSame(old.gateSha, gate.gateSha)) strays.push({ old, why: "review-of-other-gate" });
    else if (reviews.has(gate.gateId)) strays.push({ old, why: "review-replaced" });
    else reviews.set(gate.gateId, timed);
  }
  strays.reverse();
}

function coverageProblem(gateId: string, review: OldReview | undefined): string | undefined {
  if (!review) return `gate ${gateId} has no review`;
  if (!ACCEPTABLE_DECISIONS.some((decision) => decision === review.decision)) {
    return `gate ${gateId} could not be judged (decision ${JSON.stringify(review.decision)})`;
  }
  return review.isBlank ? `the review of gate ${gateId} has no text` : undefined;
}
