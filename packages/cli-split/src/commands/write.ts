import {
  type CommandRun,
  openLedgerOfRun,
  openWorkspace,
  printJson,
  tell,
  UsageError,
} from "@review/cli-kit";
import { findName } from "@review/corpus";
import { getRun, type Ledger, type RunDetails, type RunId } from "@review/db";
import { type WriteInput, writeGateReviews } from "@review/lifecycle";
import { parseGateReview } from "@review/protocol";
import { viewWritten, type WrittenDocument } from "@review/views";
import { commandLine } from "../command-line.ts";
import { readNamedFile } from "../read-file.ts";
import { getRunningRun } from "../running-run.ts";

export interface WriteArgs {
  run?: number | undefined;
  gate?: readonly string[] | undefined;
  file?: readonly string[] | undefined;
  replace: boolean;
}

/** Records gate reviews: the inside of one block each, checked by the grammar at once. */
export const runWrite: CommandRun<WriteArgs> = async (args, { io }) => {
  const runId = Number(args.run);
  const files = pairGatesWithFiles(args);

  await using ledger = await openLedgerOfRun(await openWorkspace(args, io), runId);
  // Nobody types a review for a run that is not there.
  const run = await getRunningRun(ledger, runId);
  const reviews: WriteInput[] = [];
  for (const [typed, file] of files) {
    const gateId = requestedGate(run, typed);
    const text = await readNamedFile(file, `the review of ${gateId}`, io);
    reviews.push(readReview(gateId, text, { name: file === "-" ? "standard input" : file, ...args }));
  }
  const { ids, undecided, document } = await recordReviews(ledger, runId, reviews);
  const { missing } = document;
  if (args.json) printJson(io, document);
  else io.stdout.write(ids.map((id) => `${id}\n`).join(""));
  // What is printed is for programs: a number alone tells a person nothing.
  for (const { gateReviewId, gateId, decision } of document.written)
    tell(io, args, `gate review ${gateReviewId}: ${gateId}, ${decision.toUpperCase()}`);
  for (const gateId of undecided) {
    tell(io, args, `warning: ${gateId} has ERROR: write it again with --replace, or the run cannot complete`);
  }
  if (missing.length > 0) tell(io, args, `run ${runId}: missing ${missing.join(", ")}`);
  else if (undecided.length === 0) {
    const next = commandLine(args, "finalize", "--run", String(runId));
    tell(io, args, `run ${runId}: all gates are reviewed; next: ${next}`);
  }
};

/** The gate of a run that a name means: an agent may have respelt it. One that was not requested is refused when it is recorded. */
export function requestedGate({ gates }: Pick<RunDetails, "gates">, typed: string): string {
  return findName(typed, { readings: [typed], known: gates.map(({ gateId }) => gateId) }) ?? typed;
}

/** What was recorded, and how the run stands since. */
export interface RecordedReviews {
  ids: number[];
  document: WrittenDocument;
  /** Ids of the gates that have ERROR. */
  undecided: string[];
}

/** Records gate reviews, all or none, and says which gates have none yet, and which have ERROR. */
export async function recordReviews(
  ledger: Ledger,
  runId: RunId,
  reviews: readonly WriteInput[],
): Promise<RecordedReviews> {
  const ids = await writeGateReviews(ledger, { runId, gateReviews: [...reviews] });
  const run = await getRun(ledger, runId);
  const undecided = run.gateReviews
    .filter(({ decision }) => decision === "error")
    .map(({ gateId }) => gateId);
  return { ids, document: viewWritten(run, reviews, ids), undecided };
}

/** Every `--gate` with its `--file`, in order. */
function pairGatesWithFiles({ gate = [], file = [] }: WriteArgs): [gateId: string, file: string][] {
  if (gate.length !== file.length) {
    throw new UsageError(
      `${gate.length} × --gate and ${file.length} × --file: give each gate the file with its review`,
    );
  }
  if (file.filter((name) => name === "-").length > 1) {
    throw new UsageError("--file - can be given once: standard input holds one review");
  }
  return gate.map((gateId, index) => [gateId, file[index] ?? ""]);
}

/** Reads the text of a gate review. Throws UsageError that says what is wrong with it; `name` is what it stands in. */
export function readReview(
  gateId: string,
  text: string,
  { name, replace }: { name: string; replace: boolean },
): WriteInput {
  const parsed = parseGateReview(text);
  if (!parsed.ok) throw new UsageError(`${name} is no review of ${gateId}: ${parsed.problem.message}`);
  return { gateId, decision: parsed.decision, rationaleMarkdown: parsed.rationaleMarkdown, replace };
}
