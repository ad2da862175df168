import type { Corpus } from "@review/corpus";
import type { Ledger, ProcessName, SweepId } from "@review/db";
import { addSweep, type SweepLimits, type SweepNote, type SweepReviewer } from "@review/db/queue";
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

/**
 * Reads the notes of a planned sweep once and hands all of it to the workers, in one transaction: what is reviewed are these
 * versions, whatever becomes of the files. Undefined if no note can be read any more.
 */
export async function shareSweep(
  { corpus, ledger }: { corpus: Corpus; ledger: Ledger },
  { runner, reviewer, settings, batches, ...sweep }: SweepToShare,
): Promise<SharedPlan | undefined> {
  const grouped = groupByNote(batches.flat());
  const { runs, problems } = await buildRuns(corpus, grouped, runner.usesModel);
  const notes = new Map<string, SweepNote>(
    runs.map(({ note: { path, sha, text }, links }) => [path, { notePath: path, sha, text, links }]),
  );
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
