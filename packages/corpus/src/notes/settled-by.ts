import { foldName } from "@review/protocol";
import { withoutSlash } from "../gates/select-gates.ts";
import type { Ignore } from "./find-ignores.ts";

/** UTF-16 offsets in a note. */
interface Place {
  start: number;
  end: number;
}

/**
 * The comment in a note that settles what a gate finds in some places of it; undefined if none does. Each place must lie wholly
 * within the block of a comment; the first place's is the answer. A finding without any place, and a place that nobody knows,
 * has the whole note for its place: only `review-ignore-file` settles it.
 */
export function settledBy(
  { text, ignores }: { text: string; ignores: readonly Ignore[] },
  gateId: string,
  places: readonly (Place | undefined)[],
): Ignore | undefined {
  const whole: Place = { start: 0, end: text.length };
  const covers = (ignore: Ignore, { start, end }: Place) => ignore.start <= start && end <= ignore.end;
  const ofGate = ignores.filter(({ gateIds }) => gateIds.some((name) => namesGate(name, gateId)));
  const found = (places.length === 0 ? [whole] : places).map((place = whole) =>
    ofGate.find((ignore) => covers(ignore, place)),
  );
  return found.includes(undefined) ? undefined : found[0];
}

/** Whether a name in a comment means this gate, or a lens that it is in. Letter case does not matter. */
export function namesGate(name: string, gateId: string): boolean {
  const [wanted, id] = [fold(withoutSlash(name)), fold(gateId)];
  return wanted !== "" && (id === wanted || id.startsWith(`${wanted}/`));
}

const fold = (name: string) => foldName(name).toLowerCase();
