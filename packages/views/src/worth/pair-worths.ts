import { type Corpus, readNotes } from "@review/corpus";
import { getSnapshot, type Ledger, standingAcceptance } from "@review/db";
import type { StalePair } from "@review/lifecycle";
import { viewGateReport } from "../gates/gate-report-document.ts";
import type { StaleSelection } from "../pairs/select-stale.ts";
import { pairKey } from "../pairs/standing-findings.ts";
import { changedShare } from "./changed-share.ts";
import { gateYields } from "./gate-yields.ts";

/** What a review of a pair is expected to bring. */
export interface PairWorth {
  /** Findings. */
  findings: number;
  /** When it was last accepted (UTC, ISO 8601); absent if it never was. */
  acceptedAt?: string;
}

/**
 * What reviews of stale pairs are expected to bring, by `pairKey`: as much as the gate finds in a review under the partitions that are
 * asked about; of a changed note by the share of it that is new.
 */
export async function pairWorths(
  corpus: Corpus,
  ledger: Ledger,
  { stale, gates, partitions }: Pick<StaleSelection, "stale" | "gates" | "partitions">,
): Promise<ReadonlyMap<string, PairWorth>> {
  if (stale.length === 0) return new Map();
  const gateIds = gates.map(({ id }) => id);
  const { cards } = await viewGateReport(corpus, ledger, { gates: gateIds, modelIds: partitions.partitions });
  const yieldOf = gateYields(cards);
  const shareOf = shareReader(corpus, ledger);
  const worths = new Map<string, PairWorth>();
  for (const pair of stale) {
    const { gateId, acceptedModelId: modelId } = pair;
    const findings = yieldOf(gateId) * (await shareOf(pair));
    const acceptance = modelId && (await standingAcceptance(ledger, { ...pair, modelId }));
    worths.set(pairKey(pair), { findings, ...(acceptance && { acceptedAt: acceptance.event.acceptedAt }) });
  }
  return worths;
}

/** What of a pair is to be judged anew. Notes that several pairs share are compared once. */
function shareReader(corpus: Corpus, ledger: Ledger): (pair: StalePair) => Promise<number> {
  const known = new Map<string, number>();
  return async ({ reason, notePath, acceptedNoteSha }) => {
    if (reason !== "note-changed" || acceptedNoteSha === undefined) return 1;
    const key = JSON.stringify([notePath, acceptedNoteSha]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const text = await getSnapshot(ledger, acceptedNoteSha);
    const [note] = (await readNotes(corpus, [notePath])).notes;
    const share = text === undefined || !note ? 1 : changedShare(text, note.text);
    known.set(key, share);
    return share;
  };
}
