import type { Ledger, QuarantineId } from "@review/db";
import { checkEach, checkFields } from "@review/db/check-fields";
import { recordQuarantines } from "@review/db/transitions";
import { decideQuarantines, type KnownQuarantine, type TestedGate } from "./deciders/quarantine.ts";

export type { KnownQuarantine, TestedGate } from "./deciders/quarantine.ts";

/**
 * Settles by their tests which gates are quarantined under which partitions, all or none: what a quarantined one finds is shown and
 * makes nothing fail, until a test lifts it. `known` is what others decided that the ledger has not heard of. Returns the ids of the
 * decisions: none where nothing changes. Throws InvalidInputError for a test without a review.
 */
export async function settleQuarantines(
  ledger: Ledger,
  asked: { tested: readonly TestedGate[]; known?: readonly KnownQuarantine[] },
): Promise<QuarantineId[]> {
  checkFields(asked, "settleQuarantines", { tested: "list", known: "list?" });
  const { tested, known = [] } = asked;
  const named = { gateId: "text", gateSha: "text", modelId: "text", reason: "text" } as const;
  checkEach(tested, "tested", { ...named, holds: "boolean", evidence: "object" });
  checkEach(known, "known", { ...named, kind: "text", decidedAt: "text" });
  const evidence = tested.map((test) => test.evidence);
  const shares = { minHits: "number", maxFalseAlarms: "number" } as const;
  checkEach(evidence, "evidence", { reviews: "numbers", hits: "object", falseAlarms: "object", ...shares });
  for (const count of evidence.flatMap(({ hits, falseAlarms }) => [hits, falseAlarms]))
    checkFields(count, "evidence", { count: "amount", of: "amount" });
  return recordQuarantines(ledger, (newest) => decideQuarantines(newest, tested, known));
}
