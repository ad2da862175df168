import { compareNotes, type Gate, type GateScope, isTrivialFor, type Note } from "@review/corpus";
import {
  type AcceptanceEvent,
  type GateReview,
  getGateReview,
  getRun,
  getSnapshot,
  type Ledger,
  type ModelId,
  type Run,
} from "@review/db";
import { type StaleReason, staleReason, standingUnder } from "@review/lifecycle";
import { type Finding, findingsReader } from "../findings.ts";
import { type NoteToday, readNoteToday } from "../note-today.ts";

/** What is known about one pair under the partitions of a name. */
export interface ExplainedPair {
  note: Note;
  gate: Gate;
  /** The partition of the name. */
  modelId: ModelId;
  /** Whether the gate applies to the note at all. */
  scope: GateScope;
  /** `fresh`, or why not. */
  state: "fresh" | StaleReason;
  /** What its freshness rests on: the newest acceptance of what note and gate are now, else the newest of the pair. */
  acceptance?: AcceptanceEvent;
  /** The review that the acceptance rests on, and its run. */
  evidence?: { review: GateReview; run: Run; findings: Finding[] };
  /** A person's decision in place of the reviewer's. */
  override?: AcceptanceEvent;
  /** What other partitions of the name found of the same versions. */
  others: { evidence: NonNullable<ExplainedPair["evidence"]>; override?: AcceptanceEvent }[];
  /** Parts and front matter keys of the note that changed since acceptance; absent where nobody can say. */
  changed?: string[];
  /** Whether the note changed, but nothing that the gate watches. */
  trivial: boolean;
}

/** Finds out how a pair stands. */
export async function explainPair(
  ledger: Ledger,
  {
    note,
    gate,
    modelId,
    partitions,
    scope,
  }: Pick<ExplainedPair, "note" | "gate" | "modelId" | "scope"> & { partitions: readonly ModelId[] },
): Promise<ExplainedPair> {
  const pair = { notePath: note.path, gateId: gate.id, noteSha: note.sha, gateSha: gate.sha };
  const [found, ...beside] = await standingUnder(ledger, partitions, pair);
  const acceptance = found?.event;
  const state = staleReason(pair, acceptance) ?? "fresh";
  const accepted = acceptance && (await getSnapshot(ledger, acceptance.acceptedNoteSha));
  const comparison = accepted === undefined ? undefined : await compareNotes(accepted, note.text);
  const today = await readNoteToday(note.text);
  const evidence = await readEvidence(ledger, acceptance?.acceptedReviewId, gate.id, today);
  const others: ExplainedPair["others"] = [];
  for (const { event, override } of beside) {
    const ofOther = await readEvidence(ledger, event.acceptedReviewId, gate.id, today);
    if (ofOther) others.push({ evidence: ofOther, ...(override && { override }) });
  }
  return {
    note,
    gate,
    modelId,
    scope,
    state,
    ...(acceptance && { acceptance }),
    ...(evidence && { evidence }),
    ...(found?.override && { override: found.override }),
    others,
    ...(comparison && { changed: [...comparison.changed] }),
    trivial: state === "note-changed" && isTrivialFor(gate, comparison),
  };
}

async function readEvidence(
  ledger: Ledger,
  reviewId: number | undefined,
  gateId: string,
  note: NoteToday,
): Promise<ExplainedPair["evidence"]> {
  const review = reviewId === undefined ? undefined : await getGateReview(ledger, reviewId);
  if (!review) return undefined;
  const findingsOf = await findingsReader(ledger, [review.id]);
  return {
    review,
    run: await getRun(ledger, review.reviewRunId),
    findings: await findingsOf({ ...review, gateId }, note),
  };
}

/** Whether a person may acknowledge the pair: it is stale, and a review stands behind its acceptance. */
export function isAcknowledgeable({ scope, state, evidence }: ExplainedPair): boolean {
  return scope === "applies" && state !== "fresh" && evidence !== undefined;
}
