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
import { carriedOverTo } from "./carried-over.ts";
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
  const left = await carriedAway(ledger, notePath, last);
  // What went to another name with its note goes on there: a text that has the old name now is another note.
  const previousOf = (gateId: string) => (left.has(gateId) ? [] : (last.get(gateId) ?? []));
  const quotesOf = new Map(gates.map(({ gateId, quotes }) => [gateId, quotes]));
  const weighed = await weighAside(
    { path: notePath, text },
    claims.map(({ review: { gateId, decision }, claimed }) => ({
      gateId,
      decision,
      findings: claimed,
      quotes: quotesOf.get(gateId),
      previous: previousOf(gateId).map(toKnown),
    })),
  );
  const proofs = new Map<GateReviewInput, Proof>();
  for (const [index, { review }] of claims.entries()) {
    const { gateId } = review;
    const proof = weighed[index];
    if (!proof) throw new Error(`gate ${gateId}: what it found was not weighed`);
    const previous = previousOf(gateId);
    const named = proof.findings.map(({ key, message, continues, quotes }) => ({
      ...{ key, message, isKept: continues !== undefined, quotes: quotes.map(anchorOf) },
    }));
    const keys = await ownKeys(ledger, { notePath, gateId }, named, { isLeft: left.has(gateId) });
    const findings = proof.findings.map(({ continues, ...finding }, at) => ({
      ...{ ...finding, key: keys[at] ?? finding.key },
      continuesFindingId: continues === undefined ? undefined : previous[continues]?.id,
    }));
    proofs.set(review, { problems: proof.problems, findings });
  }
  return proofs;
}

/** The gates whose last findings of a note count under another name now. */
async function carriedAway(
  ledger: Ledger,
  notePath: string,
  last: ReadonlyMap<string, readonly Finding[]>,
): Promise<Set<string>> {
  const left = new Set<string>();
  for (const [gateId, [first]] of last) {
    const to = first && (await carriedOverTo(ledger, first.gateReviewId, { notePath, gateId }));
    if (to) left.add(gateId);
  }
  return left;
}

const toKnown = ({ key, message, quotes }: Finding) => ({
  key,
  message,
  quotes: quotes.map(anchorOf),
});
