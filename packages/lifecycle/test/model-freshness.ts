import type { Row } from "@review/test-kit/scratch-ledger.ts";

export interface PairNow {
  notePath: string;
  gateId: string;
  noteSha: string;
  gateSha: string;
}

const isOfPair = (event: Row, { notePath, gateId }: Pick<PairNow, "notePath" | "gateId">, modelId: string) =>
  event.note_path === notePath && event.gate_id === gateId && event.model_id === modelId;
const isOfVersion = (event: Row, { noteSha, gateSha }: PairNow) =>
  event.accepted_note_sha === noteSha && event.accepted_gate_sha === gateSha;

/** The event that a pair rests on under a partition: the last of its very versions, else of its very text, else the last. */
export function standingIn(events: readonly Row[], pair: PairNow, modelId: string): Row | undefined {
  const ofPair = events.filter((event) => isOfPair(event, pair, modelId));
  return (
    ofPair.findLast((event) => isOfVersion(event, pair)) ??
    ofPair.findLast((event) => event.accepted_note_sha === pair.noteSha) ??
    ofPair.at(-1)
  );
}

/** The partition that a pair is fresh under, or why it is not and what was accepted last, by the words of the design. */
export function freshnessIn(events: readonly Row[], pair: PairNow, modelIds: readonly string[]) {
  const lastOf = (modelId: string) =>
    events.findLast((event) => isOfPair(event, pair, modelId) && isOfVersion(event, pair));
  const freshUnder = modelIds.find((modelId) => {
    const last = lastOf(modelId);
    return last && last.acceptance_kind !== "withdrawn";
  });
  if (freshUnder !== undefined) return { freshUnder };
  const ofPair = events.filter((event) => modelIds.some((modelId) => isOfPair(event, pair, modelId)));
  const newest =
    ofPair.findLast((event) => isOfVersion(event, pair)) ??
    ofPair.findLast((event) => event.accepted_note_sha === pair.noteSha) ??
    ofPair.at(-1);
  if (!newest) return { stale: { ...pair, reason: "missing-review" } };
  const reason =
    newest.acceptance_kind === "withdrawn"
      ? "reopened"
      : newest.accepted_gate_sha === pair.gateSha
        ? "note-changed"
        : "gate-changed";
  return {
    stale: {
      ...pair,
      reason,
      acceptedNoteSha: newest.accepted_note_sha,
      acceptedGateSha: newest.accepted_gate_sha,
      acceptedModelId: newest.model_id,
    },
  };
}
