import {
  type Finding,
  getRun,
  getSnapshot,
  type Ledger,
  listLastFindings,
  type NewFinding,
  type RunId,
} from "@review/db";
import {
  anchorOf,
  anchorQuote,
  type FindingInput,
  type FindingProblem,
  identifyFindings,
  proveFindings,
} from "@review/protocol";
import type { GateReviewInput } from "./gate-review-input.ts";
import { quoteKeeper } from "./keep-quotes.ts";

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
  const note = (await getSnapshot(ledger, reviewedNoteSha)) ?? "";
  const gateIds = claims.map(({ review }) => review.gateId);
  const last = await listLastFindings(ledger, { modelId, notePath, gateIds });
  const quotesOf = new Map(gates.map(({ gateId, quotes }) => [gateId, quotes]));
  const keep = quoteKeeper(note);
  const prove = ({ review: { gateId, decision }, claimed }: Claim): Proof => {
    const judgement = { note, decision, findings: claimed, quotes: quotesOf.get(gateId) };
    const { findings, problems } = proveFindings(judgement);
    const found = findings.map((finding) => ({
      ...finding,
      quotes: finding.quotes.map((place) => anchorQuote(note, place)),
    }));
    const previous = (last.get(gateId) ?? []).map(toKnown);
    const named = identifyFindings({ notePath, gateId, note, found, previous });
    return {
      problems,
      findings: found.map((finding, index) => ({
        ...finding,
        key: named[index]?.key ?? "",
        continuesFindingId: previous[named[index]?.continues ?? -1]?.id,
        quotes: finding.quotes.map(keep),
      })),
    };
  };
  return new Map(claims.map((claim) => [claim.review, prove(claim)]));
}

const toKnown = ({ id, key, message, quotes }: Finding) => ({
  id,
  key,
  message,
  quotes: quotes.map(anchorOf),
});
