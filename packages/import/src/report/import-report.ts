import type { AcceptanceKind, Decision } from "@review/db";
import type { PartitionSource } from "../plan/partition-of-run.ts";
import type { Doubt, Repair } from "../values/repairs.ts";

/** What became of the rows of one old table; `found` is the sum of the others. */
export interface TableCount {
  found: number;
  imported: number;
  /** Brought in by an earlier import. */
  alreadyImported: number;
  /** Not kept; `repairs` says why. */
  leftOut: number;
}

export interface RepairedPartition {
  /** As the old ledger named it. */
  from: string | null;
  to: string;
  source: PartitionSource;
  reviewRuns: number;
  gateReviews: number;
  acceptanceEvents: number;
}

/**
 * Why a pair of the old ledger is stale now. A doubt counts only where the versions are those of now; `earlier-import`
 * is one that an earlier import had and that would not be had today.
 */
export type StalePairState =
  | "note-missing"
  | "gate-missing"
  | "gate-changed"
  | "note-changed"
  | "earlier-import"
  | Doubt;
export type OldPairState = "fresh" | StalePairState;

export interface LostPair {
  notePath: string;
  gateId: string;
  /** Under which it was fresh in the old ledger. */
  oldModelId: string | null;
  modelId: string;
  reason: StalePairState;
}

/** A verdict of the ledger that one of the old ledger comes behind. */
export interface ChangedVerdict {
  notePath: string;
  gateId: string;
  modelId: string;
  from: Decision;
  to: Decision;
}

/** Everything that an import did, or with `dryRun` would do. */
export interface ImportReport {
  dryRun: boolean;
  /** Old rows in. */
  tables: Record<"reviewRuns" | "reviewRunGates" | "gateReviews" | "acceptanceEvents", TableCount>;
  /** New rows out. */
  added: Record<"reviewRuns" | "reviewRunGates" | "gateReviews" | "acceptanceEvents" | "snapshots", number>;
  /** Runs as they came in. */
  runs: { completed: number; failed: number };
  /** Acceptances that can be fresh, by the kind they came in as. */
  acceptances: Partial<Record<AcceptanceKind, number>>;
  /** Acceptances that came in as history which can never be fresh. */
  doubts: Partial<Record<Doubt, number>>;
  partitions: RepairedPartition[];
  repairs: { repair: Repair; what: string; done: string; rows: number }[];
  /** Git blob ids that the old ledger names, and where their texts were found. */
  texts: { named: number; inFiles: number; inGit: number; notFound: number };
  /** Pairs of the old ledger: under its own model ids before, under partitions now. */
  pairs: {
    freshBefore: number;
    fresh: number;
    /** Fresh pairs, by the partition to ask for. */
    freshByPartition: Record<string, number>;
    stale: Partial<Record<StalePairState, number>>;
    /** What this ledger says of them is newer than the old one. */
    newerHere: number;
    /** Verdicts of this ledger about the very versions that the old one judged later, and otherwise. */
    changed: ChangedVerdict[];
    lost: LostPair[];
  };
  /** Known tables and columns that the old file does not have, and those in it that nobody knows. */
  missing: string[];
  unknown: string[];
  /** Columns with values of another type, which were taken as texts. */
  oddTypes: { column: string; rows: number }[];
  /** Runs whose sessions name several models, so that their model id was kept. */
  ambiguousSessions: number;
}
