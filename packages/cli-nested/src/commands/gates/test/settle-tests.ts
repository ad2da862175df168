import type { Corpus } from "@review/corpus";
import { type Ledger, listQuarantines, type ModelId } from "@review/db";
import { settleQuarantines, type TestedGate } from "@review/lifecycle";
import { type GateTest, type GateTestsDocument, readLockedQuarantines } from "@review/views";

/** What tests of gates led to: which of them are quarantined by now under which partition, and of which that was lifted. */
export interface SettledTests {
  quarantined: SettledGate[];
  lifted: SettledGate[];
}

export interface SettledGate {
  gateId: string;
  modelId: ModelId;
  reason: string;
}

/** Quarantines gates that fail their fixtures, and lifts that of those that hold; of what is incomplete nothing is said. */
export async function settleTests(
  corpus: Corpus,
  ledger: Ledger,
  { tests, limits }: GateTestsDocument,
): Promise<SettledTests> {
  const tested = tests
    .filter(({ verdict }) => verdict !== "incomplete")
    .map((test) => toTested(test, limits));
  const known = readLockedQuarantines(corpus).decisions.map(({ gate, gateVersion, model, at, ...rest }) => ({
    ...{ gateId: gate, gateSha: gateVersion, modelId: model as ModelId, decidedAt: at },
    ...rest,
  }));
  const decided = new Set(await settleQuarantines(ledger, { tested, known }));
  const settled: SettledTests = { quarantined: [], lifted: [] };
  for (const { gateId, modelId, reason, holds } of tested)
    if (!holds) settled.quarantined.push({ gateId, modelId, reason });
  for (const { id, kind, gateId, modelId, reason } of await listQuarantines(ledger))
    if (kind === "lifted" && decided.has(id)) settled.lifted.push({ gateId, modelId, reason });
  return settled;
}

function toTested(
  { gateId, gateSha, modelId, verdict, reasons, hits, falseAlarms, reviewIds }: GateTest,
  limits: GateTestsDocument["limits"],
): TestedGate {
  const holds = verdict === "holds";
  const counts = `${hits.count} of ${hits.of} hits, ${falseAlarms.count} of ${falseAlarms.of} false alarms`;
  return {
    ...{ gateId, gateSha, modelId, holds },
    reason: holds ? counts : reasons.join("; "),
    evidence: {
      reviews: reviewIds,
      hits: { count: hits.count, of: hits.of },
      falseAlarms: { count: falseAlarms.count, of: falseAlarms.of },
      ...limits,
    },
  };
}
