import {
  type CommandContext,
  explainChanged,
  print,
  printJson,
  printLines,
  type ReportArgs,
  type reportOutput,
  tell,
} from "@review/cli-kit";
import type { ChangedSince, Corpus } from "@review/corpus";
import type { Ledger, ModelId, RunId } from "@review/db";
import { isPinned, type resolvePartitions } from "@review/lifecycle";
import {
  type BatchOutcome,
  findChanged,
  type PlannedRun,
  type RunOutcome,
  tellFailure,
} from "@review/runner";
import { type AcceptedGate, viewAcceptedGate } from "../../reviewing/accepted-gate.ts";
import type { ReviewerArgs } from "../../reviewing/choose-reviewer.ts";
import { describeEnding } from "../../reviewing/describe-ending.ts";
import { describeOtherModel } from "../../reviewing/describe-other-model.ts";
import { describeSecond } from "../../reviewing/describe-second.ts";
import { standsAtLeast } from "../../reviewing/fail-on.ts";
import { reportStanding } from "../../reviewing/report-standing.ts";
import { describeOutcome } from "../../terminal/describe-decisions.ts";

/** A run that is completed, and what was accepted. */
export interface BundleDocument {
  runId: RunId;
  status: "completed";
  notePath: string;
  /** The partition it was recorded under. */
  modelId: ModelId;
  /** The requested gates. */
  gates: JudgedGate[];
  /** What is on disk no more as the run captured it: what it is now is not accepted by it. Absent if nothing is. */
  changedSince?: ChangedSince;
  /** What was put to a second reviewer, what it said anything of, and how much of it that one disputes; `problem` says why it gave no whole answer. Absent where nobody was asked. */
  second?: { asked: number; answered: number; disputed: number; problem?: string };
}

/** What was accepted of a gate, in the reviewer's own words, too. */
interface JudgedGate extends AcceptedGate {
  rationaleMarkdown: string;
}

interface Told {
  outcome: RunOutcome & { status: "completed" };
  execution: BatchOutcome["execution"];
  opinion: BatchOutcome["second"];
  planned: PlannedRun;
  partitions: Awaited<ReturnType<typeof resolvePartitions>>;
  output: Awaited<ReturnType<typeof reportOutput>>;
}

/** Tells what came of a run that is completed; whether a verdict stands at which `--fail-on` is to fail. */
export async function tellBundle(
  args: ReviewerArgs & ReportArgs,
  commandContext: CommandContext,
  { corpus, ledger }: { corpus: Corpus; ledger: Ledger },
  { outcome, execution, opinion, planned, partitions, output }: Told,
): Promise<boolean> {
  const { io } = commandContext;
  const notePath = planned.note.path;
  if (outcome.modelId !== partitions.modelId) {
    tell(io, args, describeOtherModel(partitions.modelId, outcome.modelId, !isPinned(partitions)));
  }
  const changed = await findChanged(corpus, planned);
  if (changed) tell(io, args, explainChanged(outcome.runId, notePath, changed));
  const ending = describeEnding(execution.telemetry?.ending, outcome.status);
  if (ending !== undefined) tell(io, args, `${execution.telemetry?.runner} ${ending}`);
  const { unread } = execution;
  if (unread !== undefined) tell(io, args, `the check printed what is read as no finding: ${unread}`);
  const said = opinion && {
    asked: opinion.asked,
    answered: opinion.answered,
    disputed: opinion.disputed,
    ...("message" in opinion.execution.ended && { problem: tellFailure(opinion.execution.ended) }),
  };
  if (said) tell(io, args, describeSecond(said));
  const accepted = outcome.gates.map(viewAcceptedGate);
  if (args.json) {
    const { runId, status, modelId } = outcome;
    const about = { runId, status, notePath, modelId, gates: accepted };
    const more = { ...(changed && { changedSince: changed }), ...(said && { second: said }) };
    const document: BundleDocument = { ...about, ...more };
    printJson(io, document);
  } else if (!output?.onStdout) {
    const lines = accepted.flatMap((gate) => describeOutcome(notePath, gate, io));
    printLines(
      io,
      lines.map((line) => line.slice(2)),
    );
    print(io, `completed ${outcome.runId} ${outcome.gates.length}`);
  }
  const question = {
    partitions: [...new Set([...partitions.partitions, outcome.modelId])],
    pairs: planned.gates.map(({ id }) => ({ notePath, gateId: id })),
  };
  if (output) await output.write(await reportStanding(args, commandContext, { corpus, ledger }, question));
  return standsAtLeast(args, commandContext, { corpus, ledger }, question);
}
