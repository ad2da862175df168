import { grouped } from "@review/corpus";
import {
  type DecidedFinding,
  type FindingSeverity,
  type Ledger,
  listDecidedFindings,
  listWaiverHistory,
  type Waiver,
  type WaiverId,
  type WaiverKind,
} from "@review/db";

/** A decision about a finding of a pair: that it is let stand, or that it counts again. It holds for every partition. */
export interface WaiverEntry {
  id: WaiverId;
  notePath: string;
  gateId: string;
  kind: WaiverKind;
  /** The finding, by its identity across reviews. */
  key: string;
  /** What it said when it was found last. */
  message: string;
  /** The worst that is let stand; absent where it counts again. */
  severity?: FindingSeverity;
  reason: string;
  author?: string;
  /** The last day on which it is let stand, `YYYY-MM-DD`. */
  until?: string;
  decidedAt: string;
}

/** Every decision about findings of a note's pairs with some gates, oldest first; of several pairs with one finding each has it. */
export async function readWaiverHistory(
  ledger: Ledger,
  notePath: string,
  gateIds: readonly string[],
): Promise<WaiverEntry[]> {
  if (gateIds.length === 0) return [];
  const findings = await listDecidedFindings(ledger, [{ notePath, gateIds }]);
  const waivers = await listWaiverHistory(ledger, [...new Set(findings.map(({ key }) => key))]);
  const byKey = grouped(findings, ({ key }) => key);
  return waivers.flatMap((waiver) =>
    (byKey.get(waiver.key) ?? []).map((finding) => toEntry(waiver, finding)),
  );
}

function toEntry(waiver: Waiver, { notePath, gateId, message }: DecidedFinding): WaiverEntry {
  const { id, key, kind, reason, author, decidedAt } = waiver;
  const { severity, until } = waiver.kind === "waived" ? waiver : {};
  return {
    ...{ id, notePath, gateId, kind, key, message, reason, decidedAt },
    ...(severity !== undefined && { severity }),
    ...(author !== undefined && { author }),
    ...(until !== undefined && { until }),
  };
}
