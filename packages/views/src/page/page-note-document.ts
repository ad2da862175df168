import type { HistoryEntry } from "../runs/history-document.ts";

/** One note as the page shows it: its text, what became of it, and what changed since. */
export interface PageNoteDocument {
  notePath: string;
  noteSha: string;
  text: string;
  /** Every acceptance of its pairs, oldest first. */
  history: HistoryEntry[];
  /** What changed since texts that verdicts of it are of, each text once. */
  changes: PageChange[];
}

/** What changed since an accepted version, as a unified diff. */
export interface PageChange {
  /** The version of the note, or of the gate, that was accepted. */
  acceptedSha: string;
  /** The gate, where it is one that changed. */
  gateId?: string;
  diff: string;
}
