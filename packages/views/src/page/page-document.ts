import type { NoteProblem } from "@review/corpus";
import type { AcceptableDecision, ModelId } from "@review/db";
import type { ACKNOWLEDGEMENT_KINDS } from "@review/db/vocabulary";
import type { CostRow, Costs } from "../costs/cost-counter.ts";
import type { FixEntry } from "../fix-queue-document.ts";
import type { RunEntry } from "../runs/runs-document.ts";
import type { SharedSweepEntry } from "../sweeps/shared-sweeps-document.ts";
import type { NotAsked, OutdatedReason, PairState } from "../words/pair-words.ts";

/** All that the page shows but for texts: notes against gates, what is to be mended, and the runs. */
export interface PageDocument {
  /** The version of the program that made it. */
  toolVersion: string;
  /** Only of the live page: another one says that something is otherwise, so that the same is not sent twice. */
  version?: string;
  /** When it was made (UTC, ISO 8601 with milliseconds). */
  madeAt: string;
  /** What the folder of the root is called. */
  name: string;
  /** The partitions that anything was accepted under, by name. */
  modelIds: ModelId[];
  /** By id. */
  gates: PageGate[];
  /** By path. */
  notes: PageNote[];
  /** The pairs that there are now, by note and gate. */
  pairs: PagePair[];
  /** What is to be mended, by note, gate and partition. */
  findings: FixEntry[];
  /** The same of what is waived. */
  waived: FixEntry[];
  /** The same of what a second reviewer says does not hold, and is not waived; absent if there is none. */
  disputed?: FixEntry[];
  /** What was found before the gate changed: it counts no more until it is accepted for the gate as it is; absent if there is none. */
  gateChanged?: PageEntry[];
  /** Why other verdicts that say warn or fail are not told, and how many; absent if there are none. */
  leftOut?: NotAsked;
  /** The newest runs, newest first. */
  runs: RunEntry[];
  /** How many there are in all. */
  allRuns: number;
  /** The newest sweeps that workers share, newest first; absent if there are none. */
  sweeps?: SharedSweepEntry[];
  /** Notes that are gone although something was accepted of them, by path; absent if there are none. */
  goneNotes?: string[];
  /** Notes that could not be read, or whose front matter could not. */
  problems: NoteProblem[];
  /** How many findings are not in it although there are, of a report that has no room for them; absent if none. */
  cut?: number;
  /** How many of the notes were read so far, and how many there are, of a page that is being made; absent of one that is whole. */
  reading?: { read: number; all: number };
}

/** What runs took. */
export interface PageCosts {
  byModel: CostRow[];
  byGate: CostRow[];
  total: Costs;
}

/** A verdict as the page shows it, also one that the queue leaves out. */
export interface PageEntry extends Omit<FixEntry, "staleReason"> {
  staleReason?: OutdatedReason | "gate-changed";
  /** That the note changed as well as the gate. */
  isBoth?: true;
}

export interface PageGate {
  gateId: string;
  /** "" for a gate without. */
  lens: string;
  /** What it is called. */
  name: string;
  gateSha: string;
  /** What it asks, in Markdown, without its front matter. */
  text: string;
  /** Whether a program of its own judges it, not a model. */
  isCheck: boolean;
}

export interface PageNote {
  notePath: string;
  noteSha: string;
}

/** How a pair stands, whoever judged it. */
export interface PagePair {
  /** Where its note is in `notes`. */
  note: number;
  /** Where its gate is in `gates`. */
  gate: number;
  state: PairState;
  /** That of a pair whose gate changed the note did, too; absent of all others. */
  isBoth?: true;
  /** What stands under each partition that ever accepted it. */
  verdicts: PageVerdict[];
}

export type PageAcknowledgement = Exclude<(typeof ACKNOWLEDGEMENT_KINDS)[number], "manual-override">;

export interface PageVerdict {
  /** Where its partition is in `modelIds`. */
  model: number;
  /** An override, where a person made one; the worst finding that is not waived; absent where nothing was decided. */
  decision?: AcceptableDecision;
  /** Whether it is of just the versions that note and gate have now, and was not taken back. */
  isNow: boolean;
  /** A person decided in the reviewer's place; absent where nobody did. */
  isOverridden?: true;
  /** How else a person, or a sample, carried it over to these versions; absent where nobody did. */
  acknowledged?: PageAcknowledgement;
  /** How many findings are waived; absent if none. */
  waived?: number;
  /** How many others are disputed; absent if none. */
  disputed?: number;
}
