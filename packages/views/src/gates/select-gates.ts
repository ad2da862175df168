import { type Corpus, type Gate, InvalidGateError, listGates, resolveGates } from "@review/corpus";
import { QuestionError } from "../question-error.ts";

/** Which gates somebody asks about: ids and lenses, or all. */
export interface GateQuestion {
  gates?: readonly string[] | undefined;
  allGates?: boolean | undefined;
  /** Ids and lenses that are left out of them. */
  exclude?: readonly string[] | undefined;
}

/** The gates that are asked about. Throws QuestionError if none is, or some and all, and what `resolveGates` throws. */
export async function selectGates(
  corpus: Corpus,
  { gates = [], allGates = false, exclude = [] }: GateQuestion,
): Promise<Gate[]> {
  if (gates.length > 0 && allGates) {
    throw new QuestionError("gates-named-and-all", "some gates were named, and all were asked for");
  }
  if (gates.length > 0) return requireSome(await resolveGates(corpus, gates, exclude), exclude);
  if (!allGates) throw new QuestionError("no-gate-named", "no gate and no lens was named");
  const listed = await listGates(corpus, exclude);
  if (listed.broken.length > 0) throw new InvalidGateError(listed.broken);
  const folder = corpus.config.gates;
  if (listed.gates.length === 0 && exclude.length === 0) {
    throw new QuestionError(
      "no-gate-there",
      `there are no gates in ${folder}: add one, e.g. ${folder}/prose/clarity.md`,
    );
  }
  return requireSome(listed.gates, exclude);
}

function requireSome(gates: Gate[], exclude: readonly string[]): Gate[] {
  if (gates.length > 0) return gates;
  const why = `no gate is left: ${exclude.join(", ")} takes away all that were selected`;
  throw new QuestionError("no-gate-left", why);
}

/**
 * Those of the gates that a model is asked about where all are meant: one with a check needs no model. `left` are the
 * others. Throws QuestionError if there is nothing but those.
 */
export function gatesForModel(gates: readonly Gate[]): { gates: Gate[]; left: Gate[] } {
  const asked = gates.filter(({ check }) => check === undefined);
  if (asked.length > 0) return { gates: asked, left: gates.filter(({ check }) => check !== undefined) };
  throw new QuestionError(
    "no-gate-left",
    "every gate has a check, and needs no model: the runner checks judges by it",
  );
}
