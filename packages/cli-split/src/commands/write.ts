import {
  type CommandRun,
  type Io,
  openLedgerOfRun,
  openWorkspace,
  printJson,
  tell,
  UsageError,
} from "@review/cli-kit";
import { findName } from "@review/corpus";
import { getRun } from "@review/db";
import { type WriteInput, writeGateReviews } from "@review/lifecycle";
import { parseGateReview } from "@review/protocol";
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
  const requested = (await getRunningRun(ledger, runId)).gates.map(({ gateId }) => gateId);
  const reviews: WriteInput[] = [];
  for (const [typed, file] of files) {
    // An agent may have respelt the id; one that was not requested is refused below.
    const gateId = findName(typed, { readings: [typed], known: requested }) ?? typed;
    reviews.push({ ...(await readReview(gateId, file, io)), replace: args.replace });
  }
  const ids = await writeGateReviews(ledger, { runId, gateReviews: reviews });
  const { gates, gateReviews } = await getRun(ledger, runId);
  const written = new Set(gateReviews.map((review) => review.gateId));
  const missing = gates.map(({ gateId }) => gateId).filter((gateId) => !written.has(gateId));
  if (args.json) {
    const recorded = reviews.map(({ gateId, decision }, index) => ({
      gateReviewId: ids[index],
      gateId,
      decision,
    }));
    printJson(io, { runId, written: recorded, missing });
  } else {
    io.stdout.write(ids.map((id) => `${id}\n`).join(""));
  }
  const undecided = gateReviews.filter(({ decision }) => decision === "error").map(({ gateId }) => gateId);
  for (const gateId of undecided) {
    tell(io, args, `warning: ${gateId} has ERROR: write it again with --replace, or the run cannot complete`);
  }
  if (missing.length > 0) tell(io, args, `run ${runId}: missing ${missing.join(", ")}`);
  else if (undecided.length === 0) {
    const next = commandLine(args, "finalize", "--run", String(runId));
    tell(io, args, `run ${runId}: all gates are reviewed; next: ${next}`);
  }
  return 0;
};

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

async function readReview(gateId: string, file: string, io: Io): Promise<Omit<WriteInput, "replace">> {
  const parsed = parseGateReview(await readNamedFile(file, `the review of ${gateId}`, io));
  if (!parsed.ok) {
    const name = file === "-" ? "standard input" : file;
    throw new UsageError(`${name} is no review of ${gateId}: ${parsed.problem.message}`);
  }
  return { gateId, decision: parsed.decision, rationaleMarkdown: parsed.rationaleMarkdown };
}
