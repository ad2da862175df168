import type { AcceptanceEventId, ModelId, SampleId } from "./vocabulary.ts";

/** A sample of the pairs that a change of their gate made stale: those were reviewed, and on that the rest was acknowledged. */
export interface NewSample {
  gateId: string;
  /** The version of the gate that the pairs were reviewed against. */
  gateSha: string;
  modelId: ModelId;
  /** What the sample was drawn by: the same gives the same sample. */
  seed: string;
  /** How many pairs it was drawn from. */
  population: number;
  /** How many of the population may have flipped all the same, by `confidence`. */
  flipsAtMost: number;
  /** Between 0 and 1. */
  confidence: number;
  /** The acceptance events of the sample's reviews. None of them flipped. */
  reviewed: readonly AcceptanceEventId[];
}

/** A sample as it is recorded. */
export interface Sample extends NewSample {
  id: SampleId;
  takenAt: string;
}
