import { foldName } from "@review/protocol";
import { withoutSlash } from "../gates/select-gates.ts";
import type { Ignore } from "./find-ignores.ts";

/**
 * The reason for which what a gate finds at this place of a note is settled there; undefined if it is not. The place must
 * lie wholly within the block. A finding is settled if all places that it quotes are; one without any has the whole note
 * for its place.
 */
export function isIgnored(
  ignores: readonly Ignore[],
  gateId: string,
  place: { start: number; end: number },
): string | undefined {
  return ignores.find(
    ({ gateIds, start, end }) =>
      start <= place.start && place.end <= end && gateIds.some((name) => namesGate(name, gateId)),
  )?.reason;
}

/** Whether a name in a comment means this gate, or a lens that it is in. Letter case does not matter. */
export function namesGate(name: string, gateId: string): boolean {
  const [wanted, id] = [fold(withoutSlash(name)), fold(gateId)];
  return wanted !== "" && (id === wanted || id.startsWith(`${wanted}/`));
}

const fold = (name: string) => foldName(name).toLowerCase();
