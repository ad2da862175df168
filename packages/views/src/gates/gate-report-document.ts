import { type Corpus, listGates } from "@review/corpus";
import {
  type GateReviewId,
  type JudgedVersion,
  judgedVersions,
  type Ledger,
  listEvidence,
  listFindings,
  type ModelId,
  type RunFilter,
  standingOverride,
} from "@review/db";
import { isFixturePath } from "@review/db/vocabulary";
import { standingWaivers } from "@review/lifecycle";
import { type CostRow, costCounter } from "../costs/cost-counter.ts";
import { readFixQuestion } from "../fix-question.ts";
import { readQuarantined } from "../quarantine/standing-quarantines.ts";
import { readRuns } from "../runs/read-runs.ts";
import { cardCounter, type GateCard } from "./gate-card.ts";
import { readSecondOpinions } from "./second-opinions.ts";

/** What gates did, from the ledger alone: whether they are worth what they cost. */
export interface GateReportDocument {
  /** The earliest review that is counted (UTC, ISO 8601); absent if all are. */
  since?: string;
  /** One for each gate and partition: the most mended findings a review first. */
  cards: GateCard[];
}

/** Which gates, reviews and partitions somebody asks about; what is left out is any. */
export interface GateReportQuestion {
  /** Gate ids and lenses: those that there are, or that anything was accepted of. */
  gates?: readonly string[] | undefined;
  exclude?: readonly string[] | undefined;
  since?: string | undefined;
  modelIds?: readonly ModelId[] | undefined;
}

/** The report cards of gates. Throws what `selectNamedGates` throws. */
export async function viewGateReport(
  corpus: Corpus,
  ledger: Ledger,
  { gates, exclude, since, modelIds }: GateReportQuestion,
): Promise<GateReportDocument> {
  const { isOfGate } = await readFixQuestion(corpus, ledger, { cwd: corpus.root, gates, exclude });
  const waived = new Set<string>();
  const counter = cardCounter({ since, isWaived: (key) => waived.has(key) });
  for await (const page of judgedVersions(ledger)) {
    const asked = page.filter((each) => isOfGate(each) && (modelIds?.includes(each.modelId) ?? true));
    const findings = await listFindings(
      ledger,
      asked.flatMap(({ reviewId, decision }) => (decision === "pass" ? [] : reviewId)),
    );
    const standing = await standingWaivers(ledger, [...findings.values()].flat());
    for (const { key } of standing.waived.keys()) waived.add(key);
    const passed = await passedReviews(ledger, asked);
    for (const review of asked)
      counter.take(review, {
        keys: (findings.get(review.reviewId) ?? []).map(({ key }) => key),
        isPassed: passed.has(review.reviewId),
      });
  }
  const costs = await costsOfGates(ledger, since === undefined ? {} : { startedSince: since });
  const quarantines = await readQuarantined(corpus, ledger, (await listGates(corpus)).gates);
  const secondOf = await readSecondOpinions(ledger, since);
  const cards = counter.count().map((card) => {
    const row = costs.get(card.modelId)?.get(card.gateId);
    const quarantined = quarantines.of(card.gateId, card.modelId)?.reason;
    const second = secondOf(card.gateId, card.modelId);
    const told = { ...card, ...(quarantined !== undefined && { quarantined }), ...(second && { second }) };
    if (!row) return told;
    const { name: _, ...took } = row;
    return { ...told, costs: took };
  });
  return { ...(since !== undefined && { since }), cards };
}

/** Those in whose place a person decided pass. */
async function passedReviews(
  ledger: Ledger,
  reviews: readonly JudgedVersion[],
): Promise<ReadonlySet<GateReviewId>> {
  const overridden = reviews.filter(({ isOverridden }) => isOverridden);
  const evidence = await listEvidence(
    ledger,
    overridden.map(({ reviewId }) => reviewId),
  );
  const passed = overridden.filter((review) => {
    const { deciding = [] } = evidence.get(review.reviewId) ?? {};
    return standingOverride(deciding, review, review)?.overrideDecision === "pass";
  });
  return new Set(passed.map(({ reviewId }) => reviewId));
}

/** What runs took, by partition and gate. */
async function costsOfGates(
  ledger: Ledger,
  filter: RunFilter,
): Promise<ReadonlyMap<ModelId, ReadonlyMap<string, CostRow>>> {
  const counters = new Map<ModelId, ReturnType<typeof costCounter>>();
  for await (const found of readRuns(ledger, filter)) {
    if (isFixturePath(found.run.notePath)) continue;
    const counter = counters.get(found.run.modelId) ?? costCounter("gate");
    counters.set(found.run.modelId, counter);
    counter.take(found);
  }
  return new Map(
    [...counters].map(([modelId, counter]) => [
      modelId,
      new Map(counter.count().rows.map((row) => [row.name, row])),
    ]),
  );
}
