import {
  type CommandRun,
  count,
  openLedgerToRead,
  openWorkspace,
  printJson,
  printLines,
  reviewerSettings,
  TrustNeededError,
  tell,
  UsageError,
  type Workspace,
} from "@review/cli-kit";
import { type Costs, viewCosts } from "@review/views";
import { lookForReviewers } from "../reviewers/look-for-reviewers.ts";
import { checkTrust } from "./doctor/check-trust.ts";
import { describeRunners } from "./runners/describe-runners.ts";
import { listRunners } from "./runners/list-runners.ts";
import type { RunnersDocument } from "./runners/runners-document.ts";
import type { TestRunnerArgs } from "./runners/test-runner.ts";

export interface RunnersArgs extends TestRunnerArgs {
  action?: string | undefined;
}

/** `runners`, and `runners test NAME`. */
export const runRunners: CommandRun<RunnersArgs> = async (args, context) => {
  const { action } = args;
  if (action === "test") return (await import("./runners/test-runner.ts")).testRunner(args, context);
  if (action !== undefined) {
    throw new UsageError(
      `${JSON.stringify(action)} is no part of \`runners\`: give \`test NAME\`, or nothing`,
    );
  }
  const lone = (["model", "effort", "formatHint", "timeout", "dryRun"] as const).find((name) => args[name]);
  if (lone !== undefined) throw new UsageError((option) => `${option(lone)} goes with \`runners test\``);
  return list(args, context);
};

/** Who can be asked for a review: found or not, logged in or not, what they may do, and what they cost so far. Nobody is asked. */
const list: CommandRun<RunnersArgs> = async (args, { io }) => {
  // Who only looks asks for no consent either.
  const workspace = await openWorkspace(args, { ...io, ask: async () => undefined });
  const { corpus } = workspace;
  const { diagnoses, isTrusted } = await checkTrust(workspace);
  const found = await lookForReviewers(corpus, { io, isTrusted });
  const runners = listRunners(found, {
    costs: await costsByRunner(workspace),
    wanted: reviewerSettings({}, io, corpus).runner,
  });
  const document: RunnersDocument = { runners };
  if (args.json) return printJson(io, document);
  printLines(io, describeRunners(runners, io));
  for (const { message } of diagnoses) tell(io, args, message);
  const usable = runners.filter((runner) => runner.found === true).length;
  tell(io, args, `${usable} of ${count(runners.length, "runner")} can be used here; no model was asked`);
};

/** What each runner took so far; undefined where the ledger is at a place of the repository's that nobody agreed to: who only looks is not asked. */
async function costsByRunner(workspace: Workspace): Promise<ReadonlyMap<string, Costs> | undefined> {
  try {
    await using ledger = await openLedgerToRead(workspace, { takesIn: false });
    const { rows } = await viewCosts(ledger, { by: "runner" });
    return new Map(rows.map((row) => [row.name, row]));
  } catch (error) {
    if (error instanceof TrustNeededError) return undefined;
    throw error;
  }
}
