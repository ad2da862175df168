import { type ExpectedNote, type NoteOutcome, parseBundle } from "@review/protocol";
import type { ReviewRequest } from "../runner.ts";

/** What of a request says which blocks an answer must have. */
export type Requested = Pick<ReviewRequest, "token" | "notes">;

/** What an answer says about each note that was asked about, in their order. */
export function readAnswer(text: string, { token, notes }: Requested): NoteOutcome[] {
  const expected: ExpectedNote[] = notes.map(({ notePath, gates }) => ({
    notePath,
    gateIds: gates.map(({ gateId }) => gateId),
  }));
  return parseBundle(text, { token, expected });
}

/** Whether every block that was asked for stands complete between its own token lines. */
export function isComplete(text: string, requested: Requested): boolean {
  return readAnswer(text, requested).every(({ problems }) => problems.length === 0);
}
