import { STALE_REASONS, type StalePair } from "@review/lifecycle";
import type { CommandRun } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { print, printJson, tell } from "../print.ts";
import { requireSetting, reviewerSettings } from "../settings.ts";
import { explainPartition, type SelectionArgs, type StaleSelection, selectStale } from "../stale-pairs.ts";
import { count } from "../text.ts";
import { openLedgerToRead, openWorkspace } from "../workspace.ts";

export interface StaleArgs extends SelectionArgs {
  model?: string | undefined;
  effort?: string | undefined;
  check?: boolean | undefined;
}

/** Lists the stale pairs with their reasons, grouped by note. */
export const runStale: CommandRun<StaleArgs> = async (args, { io }) => {
  const workspace = await openWorkspace(args, io);
  const settings = reviewerSettings(args, io, workspace.corpus);
  const model = requireSetting("model", settings.model);
  await using ledger = await openLedgerToRead(workspace);
  const selection = await selectStale(workspace.corpus, ledger, { ...args, ...settings, model, cwd: io.cwd });
  if (args.json) {
    printJson(io, toJson(selection));
  } else {
    const say = (text: string) => tell(io, args, text);
    printForPeople(selection, model, (text) => print(io, text), say);
  }
  return args.check && selection.stale.length > 0 ? EXIT.no : EXIT.done;
};

function toJson({ partition, pairs, stale, problems, skipped }: StaleSelection) {
  const { modelId, resolvedFrom } = partition;
  return { modelId, resolvedFrom, pairs, counts: countReasons(stale), stale, problems, skipped };
}

/** How many pairs are stale for each reason, all reasons named. */
function countReasons(stale: readonly StalePair[]): Record<StalePair["reason"], number> {
  const counts = { "missing-review": 0, "gate-changed": 0, "note-changed": 0 };
  for (const { reason } of stale) counts[reason] += 1;
  return counts;
}

function printForPeople(
  { partition, pairs, stale, problems }: StaleSelection,
  model: string,
  out: (text: string) => void,
  say: (text: string) => void,
): void {
  const explanation = explainPartition(model, partition);
  if (explanation) say(explanation);
  let note = "";
  for (const { notePath, gateId, reason } of stale) {
    if (notePath !== note) out(notePath);
    note = notePath;
    out(`  ${reason.padEnd("missing-review".length)}  ${gateId}`);
  }
  for (const { message } of problems) say(`warning: ${message}`);
  const counts = countReasons(stale);
  const reasons = STALE_REASONS.filter((reason) => counts[reason] > 0).map(
    (reason) => `${counts[reason]} ${reason}`,
  );
  say(
    stale.length === 0
      ? `all ${count(pairs, "pair")} fresh under ${partition.modelId}`
      : `${stale.length} of ${count(pairs, "pair")} stale under ${partition.modelId}: ${reasons.join(", ")}`,
  );
}
