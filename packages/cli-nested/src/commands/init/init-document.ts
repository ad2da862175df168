import type { ProposedSetup } from "@review/corpus";

/** What was written, and what counts now. */
export interface InitDocument {
  /** Absolute path of the tree. */
  root: string;
  /** Paths of the files that were written. */
  written: string[];
  /** What counts now. */
  config: ProposedSetup["config"];
  /** How many there are. */
  notes: number;
  /** How many there are, with those just written. */
  gates: number;
  /** Commands to go on with. */
  next: string[];
}
