import { type Corpus, type Gate, InvalidGateError, listGates, resolveGates } from "@review/corpus";
import { QuestionError } from "../question-error.ts";

/** Which gates somebody asks about: ids and lenses, or all. */
export interface GateQuestion {
  gates?: readonly string[] | undefined;
  allGates?: boolean | undefined;
}

/** The gates that are asked about. Throws QuestionError if none is, or some and all. */
export async function selectGates(
  corpus: Corpus,
  { gates = [], allGates = false }: GateQuestion,
): Promise<Gate[]> {
  if (gates.length > 0 && allGates) {
    throw new QuestionError("gates-named-and-all", "some gates were named, and all were asked for");
  }
  if (gates.length > 0) return resolveGates(corpus, gates);
  if (!allGates) throw new QuestionError("no-gate-named", "no gate and no lens was named");
  const listed = await listGates(corpus);
  if (listed.gates.length === 0 && listed.broken.length === 0) {
    const folder = corpus.config.gates;
    throw new QuestionError(
      "no-gate-there",
      `there are no gates in ${folder}: add one, e.g. ${folder}/prose/clarity.md`,
    );
  }
  if (listed.broken.length > 0) throw new InvalidGateError(listed.broken);
  return listed.gates;
}
