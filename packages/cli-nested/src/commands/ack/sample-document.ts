import type { Consumption } from "@review/runner";
import type { CohortPair, SampleFigures } from "@review/views";

/** A sample, what it found and what it is worth. */
export interface SampleDocument extends SampleFigures {
  /** What it was drawn by: given as `--seed` it draws the same. */
  seed: string;
  /** Pairs of the sample that still are to be reviewed; none of them where all went well. */
  open: number;
  /** What was found to be something else by the changed gate, in the sample or by an earlier review. */
  flips: { notePath: string; before: CohortPair["before"]; now: CohortPair["before"] }[];
  /** What the open ones will take by the average of earlier runs of the gate; each absent where no run has told. */
  estimate: Consumption;
}
