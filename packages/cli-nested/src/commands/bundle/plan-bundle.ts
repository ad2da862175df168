import {
  asItIs,
  type CommandContext,
  type GlobalArgs,
  openLedgerToRead,
  printJson,
  tell,
  type Workspace,
} from "@review/cli-kit";
import { resolvePartitions } from "@review/lifecycle";
import type { PlannedRun } from "@review/runner";
import type { ChosenReviewer } from "../../reviewing/choose-reviewer.ts";
import { type Asked, describePrompt } from "../../reviewing/describe-batches.ts";
import { describeExpectedSecond, type ExpectedSecond, expectSecond } from "../../reviewing/expect-second.ts";

/** What a reviewer would be asked. */
export interface BundlePlanDocument extends Asked {
  notePath: string;
  /** Gate ids. */
  gates: string[];
  /** What `--confirm` would ask, at most; absent without it. */
  second?: ExpectedSecond;
}

/** Shows what a reviewer would be asked, and asks nobody. */
export async function planBundle(
  args: GlobalArgs,
  { io }: CommandContext,
  workspace: Workspace,
  { reviewer, planned }: { reviewer: ChosenReviewer; planned: PlannedRun },
): Promise<void> {
  const { corpus } = workspace;
  const { runner, model, effort, requireModel, second } = reviewer;
  const { note, gates } = planned;
  await using ledger = await openLedgerToRead(workspace);
  const described = await describePrompt(ledger, runner, [planned]);
  const { aliases } = corpus.config;
  const { partitions } = await resolvePartitions(ledger, { model, effort, aliases, exact: requireModel });
  const known = { gates, partitions, pairs: gates.length, batches: 1 };
  const ahead = second && (await expectSecond({ corpus, ledger }, second, known));
  const document: BundlePlanDocument = {
    ...{ notePath: note.path, gates: gates.map(({ id }) => id) },
    ...described,
    ...(ahead && { second: ahead }),
  };
  if (ahead) tell(io, args, describeExpectedSecond(ahead));
  if (args.json) printJson(io, document);
  // The exact prompt.
  else io.stdout.write(`${asItIs(io, described.text)}\n`);
}
