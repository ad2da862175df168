import { count, nameLine, UsageError } from "@review/cli-kit";
import { leaveOutTooLarge, type PlannedRun, type TooLarge } from "@review/runner";
import { describeNumber } from "../terminal/describe-amounts.ts";

/** Notes that are named; of the others it is only said how many there are. */
const NAMED = 10;

/** What is left out because no prompt may hold it: the largest notes, and what to do about them. Each line can be read alone. */
export function describeTooLarge(tooLarge: readonly TooLarge[], promptBytes: number): string[] {
  if (tooLarge.length === 0) return [];
  const named = tooLarge
    .slice(0, NAMED)
    .map(
      (note) =>
        `left out: ${count(note.gateIds.length, "pair")} of ${nameLine(note.notePath)}, which has ${describeNumber(note.noteBytes)} bytes`,
    );
  const more = tooLarge.length - named.length;
  return [
    ...named,
    ...(more > 0 ? [`left out: ${count(more, "more note")} that are too large`] : []),
    `a note may have, with a gate, limits.promptBytes (${describeNumber(promptBytes)}): split what is larger, or raise the limit`,
  ];
}

/** Refuses a run for which there is no room in a prompt, before anything is paid. Throws UsageError. */
export function requireRoom({ note, gates }: PlannedRun, promptBytes: number): void {
  const noteBytes = Buffer.byteLength(note.text);
  const pairs = gates.map((gate) => ({ notePath: note.path, noteBytes, gate }));
  const [found] = leaveOutTooLarge(pairs, promptBytes).tooLarge;
  if (!found) return;
  const [bytes, most] = [found.noteBytes, promptBytes].map(describeNumber);
  throw new UsageError(
    `nothing was sent: ${found.notePath} has ${bytes} bytes, with a gate more than limits.promptBytes (${most}): split the note, or raise the limit`,
  );
}
