import {
  type Corpus,
  type Gate,
  type NoteProblem,
  parseWhere,
  requireNotes,
  resolveNotes,
  type SelectedNote,
  type SkippedPath,
  selectNotes,
  type UnknownScope,
} from "@review/corpus";
import type { Ledger, ModelId } from "@review/db";
import {
  CHECKS_PARTITION,
  type ResolvedPartitions,
  resolvePartitions,
  type StalePair,
  selectStalePairs,
} from "@review/lifecycle";
import { type GateQuestion, selectGates, selectModelGates } from "../gates/select-gates.ts";
import { withReopened } from "../lock/reopened-in-lock.ts";
import { QuestionError } from "../question-error.ts";
import { explainNoPair } from "./explain-no-pair.ts";

/** Which pairs somebody asks about. */
export interface StaleQuestion extends GateQuestion {
  /** Notes, folders and globs. */
  note?: readonly string[] | undefined;
  where?: readonly string[] | undefined;
  reason?: string | undefined;
  /** That it is no mistake if there are no notes at all. */
  allowEmpty?: boolean | undefined;
}

export interface StaleSelection {
  partitions: ResolvedPartitions;
  gates: Gate[];
  /** Gates with a check, which are left out where all gates or those of a lens are meant and a model is asked. */
  leftOut: Gate[];
  notes: SelectedNote[];
  /** All pairs looked at. */
  pairs: number;
  /** Why there is none, where there is none. */
  whyNoPair: string;
  /** Notes and gates of which nobody can say whether they are pairs. They are none of `pairs`, and never fresh. */
  unknown: UnknownScope[];
  stale: StalePair[];
  /** How many of the pairs are fresh under each partition. */
  fresh: ReadonlyMap<ModelId, number>;
  problems: NoteProblem[];
  skipped: SkippedPath[];
}

/** The stale pairs that are asked about, under the partitions that the model's name stands for. */
export async function selectStale(
  corpus: Corpus,
  ledger: Ledger,
  options: StaleQuestion & {
    cwd: string;
    model: string;
    effort?: string | undefined;
    exactModel?: boolean | undefined;
  },
): Promise<StaleSelection> {
  const { model, effort, exactModel, cwd, note, where = [], reason, allowEmpty } = options;
  const conditions = where.map(parseWhere);
  const { gates, leftOut } = await gatesUnder(corpus, options);
  const { aliases, requireModel } = corpus.config;
  const partitions = await resolvePartitions(ledger, {
    model,
    aliases,
    exact: exactModel ?? requireModel,
    ...(effort !== undefined && { effort }),
  });
  const named = note && (await resolveNotes(corpus, note, { cwd }));
  const selection = await selectNotes(corpus, {
    gates,
    where: conditions,
    ...(named && { notePaths: named.paths, passedOver: named }),
  });
  const { notes, unknown, problems, skipped } = selection;
  const isEmpty = notes.length + unknown.length + problems.length + skipped.length === 0;
  if (isEmpty && !note && !allowEmpty) await requireNotes(corpus);
  const versionsOf = shareVersions();
  const { stale: found, fresh } = await selectStalePairs(ledger, {
    modelIds: partitions.partitions,
    notes: notes.map((found) => ({
      notePath: found.path,
      noteSha: found.sha,
      gates: versionsOf(found.gates),
    })),
  });
  const stale = withReopened(corpus, partitions.partitions, found);
  return {
    partitions,
    gates,
    leftOut,
    notes,
    pairs: notes.reduce((sum, found) => sum + found.gates.length, 0),
    whyNoPair: explainNoPair(selection, where),
    unknown,
    stale: reason === undefined ? stale : stale.filter((pair) => pair.reason === reason),
    fresh,
    problems,
    skipped,
  };
}

/** The gates that are asked about of a model, or of their checks. */
async function gatesUnder(
  corpus: Corpus,
  { model, ...question }: GateQuestion & { model: string },
): Promise<Pick<StaleSelection, "gates" | "leftOut">> {
  // Under the partition of the checks only gates that name a command can ever be fresh.
  if (model === CHECKS_PARTITION) {
    const selected = await selectGates(corpus, question);
    return { gates: selected.filter(({ check }) => check !== undefined), leftOut: [] };
  }
  const { gates, left } = await selectModelGates(corpus, question);
  return { gates, leftOut: left };
}

/** For answers that are yes or no: where no pair was looked at, there is none to give. Throws QuestionError. */
export function requirePairs({
  pairs,
  unknown,
  problems,
  whyNoPair,
}: Pick<StaleSelection, "pairs" | "unknown" | "problems" | "whyNoPair">): void {
  if (pairs + unknown.length > 0) return;
  const [problem] = problems;
  const why = problem ? `there is no pair to look at: ${problem.message}` : whyNoPair;
  throw new QuestionError("no-pair", why);
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
