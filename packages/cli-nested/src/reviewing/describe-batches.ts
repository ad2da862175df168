import { nameLine, shellWord } from "@review/cli-kit";
import { type Corpus, checkCommand } from "@review/corpus";
import type { Ledger } from "@review/db";
import {
  batchOf,
  buildRuns,
  groupByNote,
  type PlannedPair,
  type PlannedRun,
  planProcesses,
  type Runner,
  renderBatchPrompt,
  toRequestedGate,
} from "@review/runner";

/** A token that stands in prompts that are only shown. */
const SHOWN_TOKEN = "00000000";

/** What a runner would be given. */
export interface Asked {
  /** Bytes of the prompt, for runners that get one. */
  promptBytes?: number;
  /** The exact prompt, the token aside; for `checks` the commands, one a line. */
  text: string;
}

export interface DescribedBatch extends Asked {
  pairs: { notePath: string; gateId: string }[];
}

/** What a runner would be given for some runs. */
export async function describePrompt(
  ledger: Ledger,
  runner: Runner,
  runs: readonly PlannedRun[],
): Promise<Asked> {
  if (!runner.usesModel) return { text: describeChecks(runs).join("\n") };
  const text = renderBatchPrompt(await batchOf(ledger, runner, runs), SHOWN_TOKEN);
  return { text, promptBytes: Buffer.byteLength(text) };
}

/**
 * What a sweep would start, one batch after another: all prompts at once might not fit into memory. Notes that
 * cannot be read any more are left out, as in the sweep.
 */
export async function* describeBatches(
  { corpus, ledger }: { corpus: Corpus; ledger: Ledger },
  runner: Runner,
  batches: readonly (readonly PlannedPair[])[],
): AsyncGenerator<DescribedBatch> {
  for (const batch of batches) {
    const { runs } = await buildRuns(corpus, groupByNote(batch), runner.usesModel);
    const pairs = runs.flatMap(({ note, gates }) =>
      gates.map(({ id }) => ({ notePath: note.path, gateId: id })),
    );
    yield { pairs, ...(await describePrompt(ledger, runner, runs)) };
  }
}

function describeChecks(runs: readonly PlannedRun[]): string[] {
  const notes = runs.map(({ note, gates }) => ({ notePath: note.path, gates: gates.map(toRequestedGate) }));
  return planProcesses(notes).map(({ gate, notePaths }) => {
    const command = checkCommand(gate.check ?? [], notePaths);
    return `${nameLine(gate.gateId)}: ${command.map(shellWord).join(" ")}`;
  });
}
