import { type Gate, gateApplies } from "../gates/gate.ts";
import type { FrontMatter } from "../text/front-matter.ts";
import { noteTraits } from "./note-filters.ts";

/** Whether a gate applies to a note; `unknown` where that hangs on front matter that cannot be read. */
export type GateScope = "applies" | "does-not-apply" | "unknown";

/** Whether a gate applies to a note with this front matter. */
export function gateScope(
  gate: Pick<Gate, "requiresTrait">,
  { data, problem }: Pick<FrontMatter, "data" | "problem">,
): GateScope {
  if (problem !== undefined && gate.requiresTrait !== undefined) return "unknown";
  return gateApplies(gate, noteTraits(data)) ? "applies" : "does-not-apply";
}
