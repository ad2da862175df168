import { findNearestName } from "../text/nearest-name.ts";
import { KNOWN_GATE_KEYS } from "./gate.ts";

/** Of words as short as these, two letters changed places are half of one. */
const TOLERANCE = 1 / 2;

/** That a key of a gate's front matter means nothing, and which one is perhaps meant. */
export async function explainUnknownKey(key: string): Promise<string> {
  const nearest = await findNearestName(key, KNOWN_GATE_KEYS, TOLERANCE);
  const mend = nearest === undefined ? "it means nothing here, remove it" : `did you mean ${nearest}?`;
  return `${JSON.stringify(key)} is not a key of a gate; ${mend}`;
}
