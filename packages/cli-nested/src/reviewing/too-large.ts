import { count, UsageError } from "@review/cli-kit";
import { leaveOutTooLarge, type PlannedRun, type TooLarge } from "@review/runner";
import { describeNumber } from "../terminal/describe-amounts.ts";

/** Notes that are named; of the others it is only said how many there are. */
const NAMED = 10;

/** What is left out because no prompt may hold it: the largest notes, and what to do about them. */
export function describeTooLarge(tooLarge: readonly TooLarge[], promptBytes: number): string[] {
  if (tooLarge.length === 0) return [];
  const named = tooLarge
    .slice(0, NAMED)
    .map((note) => `left out: ${describeNote(note)}, ${count(note.gateIds.length, "gate")}`);
  const more = tooLarge.length - named.length;
  return [
    ...named,
    ...(more > 0 ? [`left out: ${count(more, "more note")} that are too large`] : []),
    `with a gate ${explainLimit(promptBytes)}`,
  ];
}

/** Refuses a run for which there is no room in a prompt, before anything is paid. Throws UsageError. */
export function requireRoom({ note, gates }: PlannedRun, promptBytes: number): void {
  const noteBytes = Buffer.byteLength(note.text);
  const pairs = gates.map((gate) => ({ notePath: note.path, noteBytes, gate }));
  const [found] = leaveOutTooLarge(pairs, promptBytes).tooLarge;
  if (!found) return;
  throw new UsageError(`nothing was sent: ${describeNote(found)}, with a gate ${explainLimit(promptBytes)}`);
}

const describeNote = ({ notePath, noteBytes }: TooLarge) =>
  `${notePath} has ${describeNumber(noteBytes)} bytes`;

const explainLimit = (promptBytes: number) =>
  `more than limits.promptBytes (${describeNumber(promptBytes)}): split the note, or raise the limit`;
