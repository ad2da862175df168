import { type Io, TrustNeededError, UsageError, type Workspace } from "@review/cli-kit";
import { listGates } from "@review/corpus";
import type { SharedSweep } from "@review/db";
import { type ExecuteContext, readyForAnswers, tellFailure, UnknownRunnerError } from "@review/runner";
import { type ReviewerHere, readSettings } from "@review/worker";
import { chooseReviewer, requireConsent } from "../../reviewing/choose-reviewer.ts";

type Found = ReviewerHere | { refused: string };

/**
 * Finds who reviews for a sweep on this machine, by the configuration that is here, once for each runner, model and settings: the user
 * agreed to what the repository names for it, and it can start. What is wrong is a sentence, and ends nothing.
 */
export function reviewersFor(
  workspace: Workspace,
  io: Io,
  execution: ExecuteContext & { root: string },
): (sweep: SharedSweep) => Promise<Found> {
  const known = new Map<string, Promise<Found>>();
  return (sweep) => {
    const key = JSON.stringify([sweep.runner, sweep.model, sweep.settings]);
    const found = known.get(key) ?? findReviewer(workspace, io, { sweep, execution });
    known.set(key, found);
    return found;
  };
}

async function findReviewer(
  workspace: Workspace,
  io: Io,
  { sweep, execution }: { sweep: SharedSweep; execution: ExecuteContext & { root: string } },
): Promise<Found> {
  const { effort, formatHint, exactModel, repair, confirm, aliases } = readSettings(sweep.settings);
  const { corpus } = workspace;
  try {
    const reviewer = await chooseReviewer(
      {
        ...{ runner: sweep.runner, effort, formatHint, exactModel, confirm, repair: repair ? "1" : "0" },
        ...(sweep.model !== sweep.runner && { model: sweep.model }),
      },
      io,
      { ...corpus, config: { ...corpus.config, aliases } },
    );
    const gates = reviewer.runner.usesModel ? [] : (await listGates(corpus)).gates;
    await requireConsent(workspace, reviewer, gates);
    const failure = await reviewer.runner.preflight(execution);
    if (failure) return { refused: tellFailure(failure) };
    await readyForAnswers(reviewer.runner, reviewer.second?.runner);
    return reviewer;
  } catch (error) {
    const isOfThisMachine = [UnknownRunnerError, UsageError, TrustNeededError].some(
      (kind) => error instanceof kind,
    );
    if (isOfThisMachine && error instanceof Error) return { refused: error.message };
    throw error;
  }
}
