import {
  type Corpus,
  type Gate,
  type GateScope,
  gateScope,
  type Note,
  readFrontMatter,
  readNote,
  resolveGates,
  resolveNotePath,
} from "@review/corpus";
import type { Ledger, ModelId } from "@review/db";
import { findingsOfReview } from "../findings.ts";
import { QuestionError } from "../question-error.ts";
import { type ExplainedPair, explainPair, isAcknowledgeable } from "./explain-pair.ts";
import { changeReader, type SinceAcceptance } from "./since-acceptance.ts";

/** One pair as it is now. */
export interface NamedPair {
  note: Note;
  gate: Gate;
  /** Whether the gate applies to the note at all. */
  scope: GateScope;
}

/** Finds the pair that somebody names. Throws QuestionError for a lens, and what finding notes and gates throws. */
export async function namePair(
  corpus: Corpus,
  named: { note: string; gate: string },
  cwd: string,
): Promise<NamedPair> {
  const [gate, ...others] = await resolveGates(corpus, [named.gate]);
  if (!gate || others.length > 0) {
    const lens = `${named.gate} is a lens of ${others.length + 1} gates: name one of them`;
    throw new QuestionError("lens-named", lens);
  }
  const note = await readNote(corpus, await resolveNotePath(corpus, named.note, cwd));
  return { note, gate, scope: gateScope(gate, await readFrontMatter(note.text)) };
}

/** How a pair stands under a partition, and what changed since it was accepted. */
export async function viewPair(
  corpus: Corpus,
  ledger: Ledger,
  pair: NamedPair & { modelId: ModelId },
): Promise<{ explained: ExplainedPair; since: SinceAcceptance }> {
  const explained = await explainPair(ledger, pair);
  const since: SinceAcceptance = explained.acceptance
    ? await changeReader(corpus, ledger, [pair.gate])({ ...explained.acceptance, ...versionsOf(explained) })
    : {};
  return { explained, since };
}

const versionsOf = ({ note, gate }: ExplainedPair) => ({
  notePath: note.path,
  noteSha: note.sha,
  gateId: gate.id,
  gateSha: gate.sha,
});

/** The pair as it is printed as JSON. */
export function toPairDocument(explained: ExplainedPair) {
  const { modelId, scope, state, acceptance, evidence, override, changed, trivial, gate } = explained;
  return {
    ...versionsOf(explained),
    modelId,
    applies: scope === "unknown" ? null : scope === "applies",
    state,
    ...(evidence && { verdict: verdictOf(evidence) }),
    ...(override && { override: { decision: override.overrideDecision, remark: override.remark } }),
    ...(acceptance && { acceptance }),
    watches: gate.watches ?? [],
    ...(changed && { changed }),
    trivial,
    acknowledgeable: isAcknowledgeable(explained),
  };
}

function verdictOf({ review, run }: NonNullable<ExplainedPair["evidence"]>) {
  const { id, decision, reviewedAt } = review;
  return {
    decision,
    findings: findingsOfReview(review),
    runId: run.id,
    reviewId: id,
    runner: run.runner,
    reviewedAt,
    ...(run.telemetry?.modelEvidence && { modelEvidence: run.telemetry.modelEvidence }),
  };
}
