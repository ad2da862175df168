import type { Corpus } from "@review/corpus";
import type { Ledger, ProcessName, SweepId } from "@review/db";
import { addSweep, type NewSweepNote, type SweepLimits, type SweepReviewer } from "@review/db/queue";
import { buildRuns, groupByNote, type PlannedPair, type Runner } from "@review/runner";
import { factsOf } from "./gate-facts.ts";
import type { SweepSettings } from "./sweep-settings.ts";

/** A sweep that is to be shared, as it was planned here. */
export interface SweepToShare {
  runner: Runner;
  /** The names by which workers find runner, model and partition. */
  reviewer: Omit<SweepReviewer, "runner" | "settings">;
  settings: SweepSettings;
  limits: SweepLimits;
  asked: Readonly<Record<string, unknown>>;
  madeBy: ProcessName;
  batches: readonly (readonly PlannedPair[])[];
}

export interface SharedPlan {
  id: SweepId;
  batches: number;
  pairs: number;
  /** Notes that could not be read any more. */
  problems: { notePath: string; message: string }[];
}

/** So often a note is looked at anew that was changed between two looks; then it is left out. */
const LOOKS = 3;

/** A note is another one than it was a moment ago. */
class NoteChanged extends Error {
  readonly notePath: string;
  constructor(notePath: string) {
    super(`${notePath} was changed while the sweep was planned: it is left out`);
    this.notePath = notePath;
  }
}

/**
 * Reads the notes of a planned sweep and hands all of it to the workers, in one transaction: what is reviewed are these
 * versions, whatever becomes of the files. A text is read again when it is handed over, so that not all of them are in memory; if
 * it is another one by then, all is planned anew. Undefined if no note can be read any more.
 */
export async function shareSweep(
  { corpus, ledger }: { corpus: Corpus; ledger: Ledger },
  sweep: SweepToShare,
): Promise<SharedPlan | undefined> {
  const changes = new Map<string, number>();
  for (;;) {
    const tooRestless = new Set([...changes].flatMap(([path, times]) => (times < LOOKS ? [] : [path])));
    try {
      return await shareOnce({ corpus, ledger }, sweep, tooRestless);
    } catch (error) {
      if (!(error instanceof NoteChanged)) throw error;
      changes.set(error.notePath, (changes.get(error.notePath) ?? 0) + 1);
    }
  }
}

async function shareOnce(
  { corpus, ledger }: { corpus: Corpus; ledger: Ledger },
  { runner, reviewer, settings, batches, ...sweep }: SweepToShare,
  except: ReadonlySet<string>,
): Promise<SharedPlan | undefined> {
  const { notes, problems } = await lookAtNotes(corpus, { runner, batches, except });
  const gates = new Map(batches.flat().map(({ gate }) => [gate.id, gate]));
  const opensFiles = !runner.usesModel || runner.opensFiles !== false;
  const planned = batches
    .map((pairs) => pairs.filter(({ notePath }) => notes.has(notePath)))
    .filter((pairs) => pairs.length > 0)
    .map((pairs) => ({
      needsFiles: opensFiles || pairs.some(({ gate }) => (gate.inputs ?? []).length > 0),
      pairs: pairs.map(({ notePath, gate, again = false }) => ({ notePath, gateId: gate.id, again })),
    }));
  if (planned.length === 0) return undefined;
  const named = new Set(planned.flatMap(({ pairs }) => pairs.map(({ gateId }) => gateId)));
  const id = await addSweep(ledger, {
    ...sweep,
    reviewer: { ...reviewer, runner: runner.name, settings: { ...settings } },
    notes: [...notes.values()],
    gates: [...gates.values()]
      .filter((gate) => named.has(gate.id))
      .map((gate) => ({ gateId: gate.id, sha: gate.sha, text: gate.text, facts: { ...factsOf(gate) } })),
    batches: planned,
  });
  const pairs = planned.reduce((sum, { pairs }) => sum + pairs.length, 0);
  return { id, batches: planned.length, pairs, problems };
}

/** The versions of the notes of some batches, and where their links lead; a text is read again when somebody asks for it. */
async function lookAtNotes(
  corpus: Corpus,
  { runner, batches, except }: Pick<SweepToShare, "runner" | "batches"> & { except: ReadonlySet<string> },
) {
  const notes = new Map<string, NewSweepNote>();
  const problems = [...except].map((notePath) => ({ notePath, message: new NoteChanged(notePath).message }));
  for (const asked of groupByNote(batches.flat())) {
    const { notePath } = asked;
    if (except.has(notePath)) continue;
    const built = await buildRuns(corpus, [asked], runner.usesModel);
    problems.push(...built.problems);
    for (const { note, links } of built.runs) {
      const { sha } = note;
      notes.set(notePath, { notePath, sha, links, text: () => textAgain(corpus, { notePath, sha }) });
    }
  }
  return { notes, problems };
}

async function textAgain(
  corpus: Corpus,
  { notePath, sha }: { notePath: string; sha: string },
): Promise<string> {
  const { runs } = await buildRuns(corpus, [{ notePath, gates: [] }], false);
  const [again] = runs;
  if (again?.note.sha !== sha) throw new NoteChanged(notePath);
  return again.note.text;
}
