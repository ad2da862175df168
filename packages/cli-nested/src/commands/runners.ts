import {
  type CommandRun,
  count,
  type GlobalArgs,
  openLedgerToRead,
  openWorkspace,
  printJson,
  reviewerSettings,
  tell,
} from "@review/cli-kit";
import { viewCosts } from "@review/views";
import { lookForReviewers } from "../reviewers/look-for-reviewers.ts";
import { writeLines } from "../terminal/write-lines.ts";
import { checkTrust } from "./doctor/check-trust.ts";
import { describeRunners } from "./runners/describe-runners.ts";
import { listRunners } from "./runners/list-runners.ts";
import type { RunnersDocument } from "./runners/runners-document.ts";

export interface RunnersArgs extends GlobalArgs {
  action?: string | undefined;
}

/** Who can be asked for a review: found or not, logged in or not, what they may do, and what they cost so far. Nobody is asked. */
export const runRunners: CommandRun<RunnersArgs> = async (args, { io }) => {
  // Who only looks asks for no consent either.
  const workspace = await openWorkspace(args, { ...io, ask: async () => undefined });
  const { corpus } = workspace;
  const { diagnoses, isTrusted } = await checkTrust(workspace);
  const found = await lookForReviewers(corpus, { io, isTrusted });
  await using ledger = await openLedgerToRead(workspace, { takesIn: false });
  const { rows } = await viewCosts(ledger, { by: "runner" });
  const runners = listRunners(found, {
    costs: new Map(rows.map((row) => [row.name, row])),
    wanted: reviewerSettings({}, io, corpus).runner,
  });
  const document: RunnersDocument = { runners };
  if (args.json) return printJson(io, document);
  writeLines(io, describeRunners(runners, io));
  for (const { message } of diagnoses) tell(io, args, message);
  const usable = runners.filter((runner) => runner.found === true).length;
  tell(io, args, `${usable} of ${count(runners.length, "runner")} can be used here; no model was asked`);
};
