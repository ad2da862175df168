import {
  compareNotes,
  type Gate,
  type GateScope,
  isTrivialFor,
  type Note,
  readFrontMatter,
} from "@review/corpus";
import {
  type AcceptanceEvent,
  type GateReview,
  type GateReviewId,
  getGateReview,
  getRun,
  getSnapshot,
  type Ledger,
  listRuns,
  listSamples,
  type ModelId,
  type Run,
} from "@review/db";
import { resolvedFindings, type StaleReason, staleReason, standingUnder } from "@review/lifecycle";
import { type Finding, type ResolvedFinding, viewResolved } from "../finding.ts";
import { findingsReader } from "../findings-reader.ts";
import { readNoteToday } from "../note-today.ts";
import { type SampleFigures, viewSample } from "../sample-figures.ts";

/** What is known about one pair under the partitions of a name. */
export interface ExplainedPair {
  note: Note;
  gate: Gate;
  /** The partition of the name. */
  modelId: ModelId;
  /** Whether the gate applies to the note at all. */
  scope: GateScope;
  /** Why it does not, or why nobody knows: to which notes it applies. */
  whyNot?: string;
  /** `fresh`, or why not. */
  state: "fresh" | StaleReason;
  /** What its freshness rests on: the newest acceptance of what note and gate are now, else the newest of the pair. */
  acceptance?: AcceptanceEvent;
  /** The sample that the acceptance rests on, if it was acknowledged on one. */
  sample?: SampleFigures;
  /** The review that the acceptance rests on, and its run. */
  evidence?: { review: GateReview; run: Run; findings: Finding[]; resolved: ResolvedFinding[] };
  /** A person's decision in place of the reviewer's. */
  override?: AcceptanceEvent;
  /** What other partitions of the name found of the same versions. */
  others: { evidence: NonNullable<ExplainedPair["evidence"]>; override?: AcceptanceEvent }[];
  /** The newest run of the pair, if that failed. */
  failedRun?: Run;
  /** Parts and front matter keys of the note that changed since acceptance; absent where nobody can say. */
  changed?: string[];
  /** Why nobody can: the front matter of the accepted text, or of that of now, is broken. */
  whyUntold?: string;
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
    whyNot,
  }: Pick<ExplainedPair, "note" | "gate" | "modelId" | "scope" | "whyNot"> & {
    partitions: readonly ModelId[];
  },
): Promise<ExplainedPair> {
  const pair = { notePath: note.path, gateId: gate.id, noteSha: note.sha, gateSha: gate.sha };
  const [found, ...beside] = await standingUnder(ledger, partitions, pair);
  const acceptance = found?.event;
  const state = staleReason(pair, acceptance) ?? "fresh";
  const accepted = acceptance && (await getSnapshot(ledger, acceptance.acceptedNoteSha));
  const comparison = accepted === undefined ? undefined : await compareNotes(note.path, accepted, note.text);
  const whyUntold = accepted === undefined || comparison ? undefined : await whyNotCompared(accepted, note);
  const today = await readNoteToday(note.text);
  const ids = [found, ...beside].flatMap((each) => each?.event.acceptedReviewId ?? []);
  const findingsOf = await findingsReader(
    ledger,
    ids.map((id) => ({ id, readIn: note.path })),
  );
  const readEvidence = async (reviewId: GateReviewId | undefined) => {
    const review = reviewId === undefined ? undefined : await getGateReview(ledger, reviewId);
    if (!review) return undefined;
    const run = await getRun(ledger, review.reviewRunId);
    const reviews = [{ id: review.id, gateId: gate.id }];
    const resolved = await resolvedFindings(ledger, { notePath: note.path, modelId: run.modelId, reviews });
    return {
      review,
      run,
      findings: await findingsOf({ ...review, gateId: gate.id }, today),
      resolved: (resolved.get(review.id) ?? []).map(viewResolved),
    };
  };
  const evidence = await readEvidence(acceptance?.acceptedReviewId);
  const sample = acceptance && (await listSamples(ledger, [acceptance.id])).get(acceptance.id);
  const others: ExplainedPair["others"] = [];
  for (const { event, override } of beside) {
    const ofOther = await readEvidence(event.acceptedReviewId);
    if (ofOther) others.push({ evidence: ofOther, ...(override && { override }) });
  }
  const [lastRun] = await listRuns(ledger, {
    notePath: note.path,
    gateId: gate.id,
    modelIds: partitions,
    limit: 1,
  });
  return {
    note,
    gate,
    modelId,
    scope,
    ...(whyNot !== undefined && { whyNot }),
    state,
    ...(acceptance && { acceptance }),
    ...(sample && { sample: viewSample(sample) }),
    ...(evidence && { evidence }),
    ...(found?.override && { override: found.override }),
    others,
    ...(lastRun?.status === "failed" && { failedRun: lastRun }),
    ...(comparison && { changed: [...comparison.changed] }),
    ...(whyUntold !== undefined && { whyUntold }),
    trivial: state === "note-changed" && isTrivialFor(gate, comparison),
  };
}

async function whyNotCompared(accepted: string, { text }: Note): Promise<string | undefined> {
  const { problem } = await readFrontMatter(text);
  if (problem !== undefined) return problem;
  const { problem: before } = await readFrontMatter(accepted);
  return before && `in the accepted text ${before}`;
}

/** Whether a person may acknowledge the pair: it is stale, and a review stands behind its acceptance. */
export function isAcknowledgeable({ scope, state, evidence }: ExplainedPair): boolean {
  return scope === "applies" && state !== "fresh" && evidence !== undefined;
}
