import { compareNotes, type Gate, type GateScope, isTrivialFor, type Note } from "@review/corpus";
import {
  type AcceptanceEvent,
  type GateReview,
  getGateReview,
  getRun,
  getSnapshot,
  type Ledger,
  type ModelId,
  newestAcceptance,
  type Run,
} from "@review/db";
import { type StaleReason, staleReason } from "@review/lifecycle";

/** What is known about one pair under one partition. */
export interface ExplainedPair {
  note: Note;
  gate: Gate;
  modelId: ModelId;
  /** Whether the gate applies to the note at all. */
  scope: GateScope;
  /** `fresh`, or why not. */
  state: "fresh" | StaleReason;
  /** The newest acceptance. */
  acceptance?: AcceptanceEvent;
  /** The review that the acceptance rests on, and its run. */
  evidence?: { review: GateReview; run: Run };
  /** A person's decision in place of the reviewer's. */
  override?: AcceptanceEvent;
  /** Parts and front matter keys of the note that changed since acceptance; absent where nobody can say. */
  changed?: string[];
  /** Whether the note changed, but nothing that the gate watches. */
  trivial: boolean;
}

/** Finds out how a pair stands. */
export async function explainPair(
  ledger: Ledger,
  { note, gate, modelId, scope }: Pick<ExplainedPair, "note" | "gate" | "modelId" | "scope">,
): Promise<ExplainedPair> {
  const found = await newestAcceptance(ledger, { notePath: note.path, gateId: gate.id, modelId });
  const acceptance = found?.newest;
  const state = staleReason({ noteSha: note.sha, gateSha: gate.sha }, acceptance) ?? "fresh";
  const accepted = acceptance && (await getSnapshot(ledger, acceptance.acceptedNoteSha));
  const comparison = accepted === undefined ? undefined : await compareNotes(accepted, note.text);
  const evidence = await readEvidence(ledger, acceptance?.acceptedReviewId);
  return {
    note,
    gate,
    modelId,
    scope,
    state,
    ...(acceptance && { acceptance }),
    ...(evidence && { evidence }),
    ...(found?.override && { override: found.override }),
    ...(comparison && { changed: [...comparison.changed] }),
    trivial: state === "note-changed" && isTrivialFor(gate, comparison),
  };
}

async function readEvidence(
  ledger: Ledger,
  reviewId: number | undefined,
): Promise<ExplainedPair["evidence"]> {
  const review = reviewId === undefined ? undefined : await getGateReview(ledger, reviewId);
  return review && { review, run: await getRun(ledger, review.reviewRunId) };
}

/** Whether a person may acknowledge the pair: it is stale, and a review stands behind its acceptance. */
export function isAcknowledgeable({ scope, state, evidence }: ExplainedPair): boolean {
  return scope === "applies" && state !== "fresh" && evidence !== undefined;
}
