import type { AcceptedEntry, LockEntry, UnreadEntry, WithdrawnEntry } from "@review/lock";
import type { LeftNames, NotesThere } from "../lock/left-entries.ts";
import type { NamedNote } from "../lock/refused-among.ts";
import type { KnownQuarantines } from "../quarantine/read-quarantines.ts";
import type { PastVersion } from "./decide-pair.ts";

/** What is known of a note. */
export interface AcceptedOfNote {
  /** What is accepted of the text that it has now. */
  entries: readonly AcceptedEntry[];
  /** What was taken back of that text. */
  takenBack: readonly WithdrawnEntry[];
  /** All that the lock says of it, of whatever versions. */
  locked: readonly LockEntry[];
  /** What the lock has of it and cannot be read. */
  unread: readonly UnreadEntry[];
  /** The same as a whole; undefined where nothing is left out. */
  all?(): Promise<Pick<AcceptedOfNote, "entries" | "takenBack">>;
  /** The versions that were accepted at any time, as far as that is known beside the lock. */
  past(): Promise<readonly PastVersion[]>;
}

/** Answers for some notes, in their order. */
export interface AcceptedSource {
  accepted(notes: readonly NamedNote[]): Promise<AcceptedOfNote[]>;
  /** Names of notes that are gone, or have other texts now, under which something is accepted. The latter only of some `texts`. */
  leftNames(there: NotesThere, texts: ReadonlySet<string>): Promise<LeftNames>;
  /** The names of gates that are gone, by the sha of their text, beside what the lock has of a note; `gateIds` are of those that are there. */
  goneGates(gateIds: ReadonlySet<string>): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  /** What was decided about gates by their fixtures. */
  quarantines(): Promise<KnownQuarantines>;
  /** What does not count in the lock, and why, each on one line with its file; of the notes asked for so far. */
  refused: readonly string[];
}
