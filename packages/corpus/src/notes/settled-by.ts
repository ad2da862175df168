import { offsetFinder, strayFinder } from "@review/protocol";
import type { Ignore } from "./find-ignores.ts";
import { ignoresOfGates } from "./ignores-of-gate.ts";

/** UTF-16 offsets in a note. */
interface Place {
  start: number;
  end: number;
}

/** A text, and the comments in it. */
export interface IgnoringNote {
  text: string;
  ignores: readonly Ignore[];
}

/**
 * The comment in a note that settles what a gate finds in some places of it; undefined if none does. Each place must lie wholly
 * within the block of a comment; the first place's is the answer. A finding without any place, and a place that nobody knows,
 * has the whole note for its place: only `review-ignore-file` settles it. Where a place is only known by its words (`isExact` is not
 * given), these must stand nowhere else than in such blocks: or nobody can say which were meant.
 */
export function settledBy(
  note: IgnoringNote,
  gateId: string,
  places: readonly (Place | undefined)[],
  { isExact = false }: { isExact?: boolean } = {},
): Ignore | undefined {
  if (note.ignores.length === 0) return undefined;
  const { ofGate, standsElsewhere } = readerOf(note)(gateId);
  const whole: Place = { start: 0, end: note.text.length };
  const covers = (ignore: Ignore, { start, end }: Place) => ignore.start <= start && end <= ignore.end;
  const found = (places.length === 0 ? [whole] : places).map((place = whole) =>
    ofGate.find((ignore) => covers(ignore, place)),
  );
  if (found.includes(undefined)) return undefined;
  return !isExact && places.some((place) => place && standsElsewhere(place)) ? undefined : found[0];
}

/** What the comments of a note mean for one gate. */
interface OfGate {
  ofGate: readonly Ignore[];
  /** Whether the words at a place stand outside of all blocks, too. */
  standsElsewhere(place: Place): boolean;
}

const readers = new WeakMap<IgnoringNote["ignores"], (gateId: string) => OfGate>();

/** Reads the comments of a note once for all of its findings. */
function readerOf(note: IgnoringNote): (gateId: string) => OfGate {
  const reader = readers.get(note.ignores) ?? gateReader(note);
  readers.set(note.ignores, reader);
  return reader;
}

function gateReader({ text, ignores }: IgnoringNote): (gateId: string) => OfGate {
  const ofGates = ignoresOfGates(ignores);
  const findStray = strayFinder(text);
  const offsetOf = offsetFinder(text);
  const known = new Map<readonly Ignore[], OfGate>();
  return (gateId) => {
    const ofGate = ofGates.all(gateId);
    const before = known.get(ofGate);
    if (before) return before;
    // The words may stand in the comment, too, as a part of the reason.
    const spans = ofGate.map(({ line, start, end }) => ({
      start: Math.min(offsetOf(line, 1, "utf16") ?? start, start),
      end,
    }));
    const read = { ofGate, standsElsewhere: findStray(spans) };
    known.set(ofGate, read);
    return read;
  };
}
