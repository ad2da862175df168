import {
  type Corpus,
  type Gate,
  InvalidGateError,
  listGates,
  type NoteProblem,
  parseWhere,
  resolveGates,
  resolveNotePath,
  type SelectedNote,
  type SkippedPath,
  selectNotes,
  type UnknownScope,
} from "@review/corpus";
import type { Ledger } from "@review/db";
import {
  type ResolvedPartition,
  resolvePartition,
  type StalePair,
  selectStalePairs,
} from "@review/lifecycle";
import { UsageError } from "../command-line/usage-error.ts";
import { count } from "../output/text.ts";

/** Which gates a command line names. */
export interface GateArgs {
  gates?: readonly string[] | undefined;
  allGates?: boolean | undefined;
}

export interface SelectionArgs extends GateArgs {
  note?: readonly string[] | undefined;
  where?: readonly string[] | undefined;
  reason?: string | undefined;
}

/** The gates that positional arguments or `--all-gates` name. Throws UsageError if neither does, or both. */
export async function selectGates(
  corpus: Corpus,
  { gates = [], allGates = false }: GateArgs,
): Promise<Gate[]> {
  if (gates.length > 0 && allGates)
    throw new UsageError((option) => `name gates, or give ${option("allGates")}, not both`);
  if (gates.length > 0) return resolveGates(corpus, gates);
  if (!allGates)
    throw new UsageError(
      (option) => `name the gates or lenses, or give ${option("allGates")} (\`gates\` lists them)`,
    );
  const listed = await listGates(corpus);
  if (listed.gates.length === 0 && listed.broken.length === 0) {
    const folder = corpus.config.gates;
    throw new UsageError(`there are no gates in ${folder}: add one, e.g. ${folder}/prose/clarity.md`);
  }
  if (listed.broken.length > 0) throw new InvalidGateError(listed.broken);
  return listed.gates;
}

export interface StaleSelection {
  partition: ResolvedPartition;
  gates: Gate[];
  notes: SelectedNote[];
  /** All pairs looked at. */
  pairs: number;
  /** Notes and gates of which nobody can say whether they are pairs. They are none of `pairs`, and never fresh. */
  unknown: UnknownScope[];
  stale: StalePair[];
  problems: NoteProblem[];
  skipped: SkippedPath[];
}

/** The partition of the runner that has no model: only gates that name a command can ever be fresh under it. */
const CHECKS = "checks";

/** The stale pairs that a command line asks for, under the partition that its model name means now. */
export async function selectStale(
  corpus: Corpus,
  ledger: Ledger,
  options: SelectionArgs & {
    cwd: string;
    model: string;
    effort?: string | undefined;
  },
): Promise<StaleSelection> {
  const { model, effort, cwd, note, where = [], reason } = options;
  const conditions = where.map(parseWhere);
  const gates = (await selectGates(corpus, options)).filter(
    (gate) => model !== CHECKS || gate.check !== undefined,
  );
  const { aliases } = corpus.config;
  const partition = await resolvePartition(ledger, {
    model,
    aliases,
    ...(effort !== undefined && { effort }),
  });
  const notePaths = note && (await Promise.all(note.map((path) => resolveNotePath(corpus, path, cwd))));
  const { notes, unknown, problems, skipped } = await selectNotes(corpus, {
    gates,
    where: conditions,
    ...(notePaths && { notePaths: [...new Set(notePaths)] }),
  });
  const versionsOf = shareVersions();
  const stale = await selectStalePairs(ledger, {
    modelId: partition.modelId,
    notes: notes.map((found) => ({
      notePath: found.path,
      noteSha: found.sha,
      gates: versionsOf(found.gates),
    })),
  });
  return {
    partition,
    gates,
    notes,
    pairs: notes.reduce((sum, found) => sum + found.gates.length, 0),
    unknown,
    stale: reason === undefined ? stale : stale.filter((pair) => pair.reason === reason),
    problems,
    skipped,
  };
}

const NO_PAIR = "there is no pair to look at: no such note, or no gate that applies to one";

/** Why a selection has no stale pair, if that is not because all of them are fresh. */
export function explainNothingStale(
  { pairs, unknown, partition: { modelId } }: Pick<StaleSelection, "pairs" | "unknown" | "partition">,
  reason: string | undefined,
): string | undefined {
  if (unknown.length > 0) return `nothing else is stale: ${count(pairs, "pair")} looked at under ${modelId}`;
  if (pairs === 0) return NO_PAIR;
  return reason && `none of ${count(pairs, "pair")} is stale for ${reason} under ${modelId}`;
}

/**
 * For commands whose exit code is an answer: where no pair was looked at, there is none to give. Throws UsageError unless
 * `allowEmpty`.
 */
export function requirePairs(
  { pairs, unknown }: Pick<StaleSelection, "pairs" | "unknown">,
  allowEmpty: boolean | undefined,
): void {
  if (pairs + unknown.length > 0 || allowEmpty) return;
  throw new UsageError(
    (option) => `${NO_PAIR}; mend the selection, or let that pass with ${option("allowEmpty")}`,
  );
}

/** Gate lists as ids and shas; notes that share a list of gates share the result. */
function shareVersions() {
  const known = new Map<readonly Gate[], { gateId: string; gateSha: string }[]>();
  return (gates: readonly Gate[]) => {
    const versions = known.get(gates) ?? gates.map(({ id, sha }) => ({ gateId: id, gateSha: sha }));
    known.set(gates, versions);
    return versions;
  };
}

/** How a requested name was resolved, in words; undefined if it means itself. */
export function explainPartition(model: string, partition: ResolvedPartition): string | undefined {
  const { modelId, resolvedFrom, runId } = partition;
  if (resolvedFrom === "alias") return `${model} means ${modelId} (alias in the configuration)`;
  if (resolvedFrom === "earlier-run")
    return `${model} means ${modelId} (run ${runId} was asked for by that name)`;
  return undefined;
}
