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
  /** How many notes write their front matter in which way, and of how many it cannot be read. */
  frontMatter: ProposedSetup["frontMatter"];
  /** Of some notes, how many links lead nowhere by themselves, and how many of these somewhere by `linkRoots`; absent where none is proposed. */
  links?: Exclude<ProposedSetup["links"], undefined>;
  /** Texts of the tree that were not taken for notes; none are looked for where a configuration was there. */
  leftOut: ProposedSetup["leftOut"];
  /** Commands to go on with. */
  next: string[];
}
