import { posix } from "node:path";
import {
  type Corpus,
  type Gate,
  gateNameAmong,
  InvalidGateError,
  listGateIds,
  listGates,
  listNotePaths,
  resolveGates,
  UnknownGateError,
} from "@review/corpus";
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
  if (gates.length > 0) return requireSome(await resolveNoNotes(corpus, gates, exclude), exclude);
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

/** Gates that a model is asked about, and those that were selected and left out, as the runner `checks` judges by them. */
export interface ModelGates {
  gates: Gate[];
  left: Gate[];
}

/**
 * The gates that a model is asked about: of all gates, and of those of a lens, the ones without a check, which needs no model.
 * Who names a gate itself means it. Throws QuestionError if there is nothing but gates with a check, and as `selectGates`.
 */
export async function selectModelGates(corpus: Corpus, question: GateQuestion): Promise<ModelGates> {
  const selected = await selectGates(corpus, question);
  if (selected.every(({ check }) => check === undefined)) return { gates: selected, left: [] };
  const ids = question.gates ? await listGateIds(corpus) : [];
  const named = (question.gates ?? []).map(gateNameAmong(ids, corpus.config.gates));
  return gatesForModel(selected, named);
}

/** The same of gates that are selected already; `named` are ids of those that are meant whatever they have. */
export function gatesForModel(
  gates: readonly Gate[],
  named: readonly (string | undefined)[] = [],
): ModelGates {
  const isAsked = ({ id, check }: Gate) => check === undefined || named.includes(id);
  const asked = gates.filter(isAsked);
  if (asked.length > 0) return { gates: asked, left: gates.filter((gate) => !isAsked(gate)) };
  throw new QuestionError(
    "no-gate-left",
    "every gate has a check, and needs no model: the runner checks judges by it",
  );
}

/** The gates that are named; of a name that is that of notes the error says so: a glob without quotes becomes names, of which an option takes the first. */
async function resolveNoNotes(
  corpus: Corpus,
  selectors: readonly string[],
  exclude: readonly string[] | undefined,
): Promise<Gate[]> {
  try {
    return await resolveGates(corpus, selectors, exclude);
  } catch (error) {
    if (!(error instanceof UnknownGateError)) throw error;
    const note = await noteCalled(corpus, error.selector);
    throw note ? new UnknownGateError(error.selector, corpus.config.gates, { note }) : error;
  }
}

/** What a name is of notes; nobody has said in which folder it was written. */
async function noteCalled(corpus: Corpus, name: string): Promise<"a note" | "a folder of notes" | undefined> {
  const path = posix.normalize(name);
  const { paths } = await listNotePaths(corpus);
  if (paths.some((note) => note === path || note.endsWith(`/${path}`))) return "a note";
  const folder = path.endsWith("/") ? path : `${path}/`;
  return paths.some((note) => note.startsWith(folder)) ? "a folder of notes" : undefined;
}
