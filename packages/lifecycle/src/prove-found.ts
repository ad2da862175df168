import {
  type Finding,
  getRun,
  getSnapshot,
  type Ledger,
  listLastFindings,
  type NewFinding,
  type RunId,
} from "@review/db";
import { anchorOf, type FindingInput, type FindingProblem, weighAside } from "@review/protocol";
import type { GateReviewInput } from "./gate-review-input.ts";
import { ownKeys } from "./own-keys.ts";

/** What the findings of a judgement are worth: as they are to be recorded, or what keeps them from that. */
export interface Proof {
  findings: readonly NewFinding[];
  problems: readonly FindingProblem[];
}

/** A judgement, and what it says that it found. */
export interface Claim {
  review: GateReviewInput;
  claimed: readonly FindingInput[];
}

/** Proves what some judgements of a run say that they found; see `proveReviews`. */
export async function proveFound(
  ledger: Ledger,
  runId: RunId,
  claims: readonly Claim[],
): Promise<Map<GateReviewInput, Proof>> {
  const { reviewedNoteSha, notePath, modelId, gates } = await getRun(ledger, runId);
  const text = (await getSnapshot(ledger, reviewedNoteSha)) ?? "";
  const gateIds = claims.map(({ review }) => review.gateId);
  const last = await listLastFindings(ledger, { modelId, notePath, gateIds });
  const quotesOf = new Map(gates.map(({ gateId, quotes }) => [gateId, quotes]));
  const weighed = await weighAside(
    { path: notePath, text },
    claims.map(({ review: { gateId, decision }, claimed }) => ({
      gateId,
      decision,
      findings: claimed,
      quotes: quotesOf.get(gateId),
      previous: (last.get(gateId) ?? []).map(toKnown),
    })),
  );
  const proofs = new Map<GateReviewInput, Proof>();
  for (const [index, { review }] of claims.entries()) {
    const { gateId } = review;
    const proof = weighed[index];
    if (!proof) throw new Error(`gate ${gateId}: what it found was not weighed`);
    const previous = last.get(gateId) ?? [];
    const named = proof.findings.map(({ key, message, continues, quotes }) => ({
      ...{ key, message, isKept: continues !== undefined, quotes: quotes.map(anchorOf) },
    }));
    const keys = await ownKeys(ledger, { notePath, gateId }, named);
    const findings = proof.findings.map(({ continues, ...finding }, at) => ({
      ...{ ...finding, key: keys[at] ?? finding.key },
      continuesFindingId: continues === undefined ? undefined : previous[continues]?.id,
    }));
    proofs.set(review, { problems: proof.problems, findings });
  }
  return proofs;
}

const toKnown = ({ key, message, quotes }: Finding) => ({
  key,
  message,
  quotes: quotes.map(anchorOf),
});
