import { randomBytes } from "node:crypto";
import { type Ledger, listInvocations, type ModelId } from "@review/db";
import { estimate, learnFrom, leaveOutTooLarge, type PlannedPair } from "@review/runner";
import {
  type CohortPair,
  drawSample,
  flipsAtMost,
  isFlip,
  type SampleCohort,
  type StaleSelection,
} from "@review/views";
import type { SampleDocument } from "../sample-document.ts";

/** What a sample promises holds so often. */
const CONFIDENCE = 0.95;

export interface SamplePlan {
  modelId: ModelId;
  /** All that the sample stands for. */
  population: readonly CohortPair[];
  drawn: readonly CohortPair[];
  /** Those of them that are still to be reviewed. */
  open: PlannedPair[];
  document: SampleDocument;
}

/** Draws a sample of a cohort, by a seed that is made up where none is given, and finds out what it is worth and will cost. */
export async function planSample(
  ledger: Ledger,
  { modelId, pairs }: SampleCohort,
  { gates: [gate], partitions }: Pick<StaleSelection, "gates" | "partitions">,
  asked: { amount: number; seed: string | undefined; promptBytes: number },
): Promise<SamplePlan> {
  if (!gate) throw new Error("a cohort without a gate");
  const toPlan = ({ notePath, size }: CohortPair): PlannedPair => ({ notePath, noteBytes: size, gate });
  const due = pairs.filter((pair) => pair.due);
  const { fitting } = leaveOutTooLarge(due.map(toPlan), asked.promptBytes);
  const fits = new Set(fitting.map(({ notePath }) => notePath));
  // What no prompt can hold is never drawn, so that a sample says nothing of it.
  const population = pairs.filter((pair) => !pair.due || fits.has(pair.notePath));
  const seed = asked.seed ?? randomBytes(4).toString("hex");
  const { pairs: drawn, strata } = drawSample(population, { amount: asked.amount, seed });
  const open = drawn.filter((pair) => pair.due).map(toPlan);
  const earlier = await listInvocations(ledger, { modelIds: partitions.partitions, gateIds: [gate.id] });
  return {
    modelId,
    population,
    drawn,
    open,
    document: {
      seed,
      reviewed: drawn.length,
      of: population.length,
      flipsAtMost: flipsAtMost(strata, CONFIDENCE),
      confidence: CONFIDENCE,
      open: open.length,
      flips: flipsOf(population),
      estimate: estimate(learnFrom(earlier), open.length),
    },
  };
}

/** Those of some pairs that flipped. */
export const flipsOf = (pairs: readonly CohortPair[]): SampleDocument["flips"] =>
  pairs.flatMap((pair) => {
    const { notePath, before, now } = pair;
    return now && isFlip(pair) ? [{ notePath, before, now: now.verdict }] : [];
  });
