import type { Gate, LocalLink, Note } from "@review/corpus";
import type { Settled } from "@review/protocol";
import type { Turn } from "../execution.ts";
import type { Session } from "../runner.ts";

/** One run to be: a note as it was read, with its resolved local links and the gates asked for. */
export interface PlannedRun {
  note: Note;
  links: readonly LocalLink[];
  gates: readonly Gate[];
}

/** What one prompt asks for: a bundle is a batch of one run. */
export interface Batch {
  runs: readonly PlannedRun[];
  /** What the owner lets stand in the notes, by their path. */
  settled: ReadonlyMap<string, readonly Settled[]>;
  /** Whether the reviewer can open the files that links lead to. Default: true. */
  opensFiles?: boolean | undefined;
  /** Whether the answer is to be JSON. Default: false. */
  answersAsJson?: boolean | undefined;
  /** Why these were asked for before and are again: what was wrong with the answer, one line each. */
  problems?: readonly string[];
  /** The session in which they were asked for, if it can go on: the reviewer has the notes and gates still before it. */
  session?: Session | undefined;
  /** What was said when they were asked for, if that can be told again: the same holds then. */
  turns?: readonly Turn[] | undefined;
}
