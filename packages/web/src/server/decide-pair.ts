import { acknowledge, reopen, staleReason, takeBackOverride } from "@review/lifecycle";
import { OVERRIDE_TAKEN_BACK } from "@review/views";
import type { Decided, PageAction, SeenPair } from "../api/page-action.ts";
import type { PagePlace } from "./page-host.ts";
import { Refusal } from "./refusal.ts";
import { readSeen, requireStanding } from "./seen-pair.ts";
import { undoAccepted, undoReopened } from "./undo.ts";

export type PairAction = Extract<PageAction, { pair: SeenPair }>;

/** Decides about a pair, if all is as it was seen. Throws a Refusal, and what the lifecycle throws. */
export async function decidePair({ corpus, ledger }: PagePlace, action: PairAction): Promise<Decided> {
  const { pair: seen } = action;
  const { notePath, gateId, noteSha, gateSha, modelId, acceptanceId: expectAcceptance } = seen;
  const { note, gate } = await readSeen(corpus, seen);
  const pair = { notePath, gateId, noteSha, gateSha, expectAcceptance };
  // The same is asked in the transaction: here, so that the first thing that is told is that something has changed.
  const acceptance = await requireStanding(ledger, seen);
  const reason = staleReason(pair, acceptance.event);
  const before = { acceptance, isFresh: reason === undefined };
  const snapshots = [note, gate].map(({ sha, text }) => ({ sha, text }));
  const asSeenNow = (ids: readonly number[]): SeenPair => ({
    ...seen,
    acceptanceId: ids.at(-1) ?? expectAcceptance,
  });
  switch (action.kind) {
    case "accept": {
      if (action.withoutOverride) {
        const ids = await takeBackOverride(ledger, { pair, modelId, remark: OVERRIDE_TAKEN_BACK });
        return { action, undo: undoReopened(asSeenNow(ids), before) };
      }
      if (reason === undefined) {
        throw new Refusal(
          422,
          "not-stale",
          `${notePath} is fresh against ${gateId}: there is nothing to accept`,
        );
      }
      const kind = reason === "gate-changed" ? "gate-migration" : "manual-ack";
      const ids = await acknowledge(ledger, { pairs: [pair], modelId, kind, snapshots });
      return { action, undo: undoAccepted(asSeenNow(ids), before) };
    }
    case "override": {
      const { decision: overrideDecision, remark } = action;
      const override = { kind: "manual-override", overrideDecision, remark } as const;
      const ids = await acknowledge(ledger, { pairs: [pair], modelId, snapshots, ...override });
      return { action, undo: undoAccepted(asSeenNow(ids), before) };
    }
    case "reopen": {
      const ids = await reopen(ledger, [{ pairs: [pair], modelId, remark: action.remark }]);
      return { action, undo: undoReopened(asSeenNow(ids), before) };
    }
  }
}
