import type { LocalLink, Note } from "@review/corpus";
import type { ModelId, RunId } from "@review/db";

/** A run that was started. */
export interface CreatedDocument {
  runId: RunId;
  /** The partition it is recorded under. */
  modelId: ModelId;
  /** As it is judged. */
  note: Note;
  /** The requested gates, in their order and in the version that counts for this run. */
  gates: GateText[];
  /** What the owner lets stand in the note, for the agent to read: it is not to be reported again. Absent if nothing is. */
  settled?: string;
  /** The local links of the note. */
  links: LocalLink[];
  /** The commands to go on with; `FILE` is to be replaced. */
  next: string[];
}

export interface GateText {
  gateId: string;
  sha: string;
  text: string;
}
