import type { Gate } from "@review/corpus";

/** A pair on its way into a prompt: a stale one, or one that is to be reviewed again. */
export interface PlannedPair {
  notePath: string;
  /** To be reviewed although it is fresh. */
  again?: boolean;
  /** Bytes of the note as it was when it was selected. */
  noteBytes: number;
  gate: Gate;
  /** What its review is expected to bring: findings, and when it was last accepted (UTC, ISO 8601). */
  worth?: { findings: number; acceptedAt?: string } | undefined;
}
