import { STALE_REASONS, type StalePair } from "@review/lifecycle";
import {
  changeReader,
  countReasons,
  movedFromFinder,
  openRunsOf,
  requirePairs,
  type StaleEntry,
  type StaleQuestion,
  type StaleSelection,
  selectStale,
  staleEntries,
  summarizeStale,
} from "@review/views";
import type { CommandRun } from "../command-line/command.ts";
import { EXIT } from "../errors/exit-codes.ts";
import { openWorkspace } from "../open-workspace.ts";
import { explainNothingStale, explainPartitions, explainUnknown } from "../output/explain-selection.ts";
import { print, tell } from "../output/print.ts";
import { printLongJson } from "../output/print-long-json.ts";
import { count, oneLine } from "../output/text.ts";
import { requireSetting, reviewerSettings } from "../settings.ts";
import { unseenCode } from "../unseen-code.ts";
import { openLedgerToRead } from "../workspace.ts";

export interface StaleArgs extends StaleQuestion {
  model?: string | undefined;
  effort?: string | undefined;
  exactModel?: boolean | undefined;
  check?: boolean | undefined;
  allowEmpty?: boolean | undefined;
  diff?: boolean | undefined;
}

/** Lists the stale pairs with their reasons, grouped by note. */
export const runStale: CommandRun<StaleArgs> = async (args, { io }) => {
  const workspace = await openWorkspace(args, io);
  const settings = reviewerSettings(args, io, workspace.corpus);
  const model = requireSetting("model", settings.model);
  await using ledger = await openLedgerToRead(workspace);
  const selection = await selectStale(workspace.corpus, ledger, { ...args, ...settings, model, cwd: io.cwd });
  if (args.check && !args.allowEmpty) requirePairs(selection);
  const changes = changeReader(workspace.corpus, ledger, selection.gates);
  const { partitions } = selection.partitions;
  const movedFrom = movedFromFinder(workspace.corpus, ledger, partitions);
  const openRuns = await openRunsOf(ledger, partitions, selection.stale);
  if (args.json) {
    const stale = staleEntries(selection.stale, { movedFrom, ...(args.diff && { changes }) });
    await printLongJson(io, { ...summarizeStale(selection), openRuns }, "stale", stale);
  } else {
    const say = (text: string) => tell(io, args, text);
    const entries: StaleEntry[] = [];
    for await (const entry of staleEntries(selection.stale, { movedFrom })) entries.push(entry);
    printForPeople(
      { ...selection, stale: entries },
      { model, reason: args.reason },
      (text) => print(io, text),
      say,
    );
    if (args.diff)
      for (const diff of await distinctDiffs(selection.stale, changes)) print(io, `\n${diff.trimEnd()}`);
    for (const { id, notePath, startedAt } of openRuns) {
      say(
        `warning: run ${id} for ${notePath} is open since ${startedAt}: \`review-split status --run ${id}\` says how far it is`,
      );
    }
  }
  if (!args.check) return EXIT.done;
  return selection.stale.length > 0 ? EXIT.no : unseenCode(selection);
};

type Changes = ReturnType<typeof changeReader>;

/** Every diff once, however many pairs it concerns. */
async function distinctDiffs(stale: readonly StalePair[], changes: Changes): Promise<Set<string>> {
  const diffs = new Set<string>();
  for (const pair of stale) {
    for (const diff of Object.values(await changes(pair))) diffs.add(diff);
  }
  return diffs;
}

function printForPeople(
  {
    partitions,
    pairs,
    unknown,
    stale,
    fresh,
    problems,
    skipped,
  }: Omit<StaleSelection, "stale"> & { stale: readonly StaleEntry[] },
  { model, reason }: { model: string; reason: string | undefined },
  out: (text: string) => void,
  say: (text: string) => void,
): void {
  const explanation = explainPartitions(model, partitions, fresh);
  if (explanation) say(explanation);
  let note = "";
  for (const { notePath, gateId, reason, movedFrom } of stale) {
    if (notePath !== note) out(oneLine(notePath));
    note = notePath;
    const old = movedFrom?.notePath === notePath ? movedFrom.gateId : movedFrom?.notePath;
    const moved = old === undefined ? "" : `  (accepted as ${oneLine(old)})`;
    out(`  ${reason.padEnd("missing-review".length)}  ${oneLine(gateId)}${moved}`);
  }
  for (const { path, gates } of unknown) {
    out(oneLine(path));
    for (const { id } of gates) out(`  ${"unknown-scope".padEnd("missing-review".length)}  ${oneLine(id)}`);
  }
  for (const { message } of problems) say(`warning: ${message}`);
  for (const { path, reason } of skipped) say(`warning: ${path} ${reason}`);
  const counts = countReasons(stale);
  const reasons = STALE_REASONS.filter((each) => counts[each] > 0).map((each) => `${counts[each]} ${each}`);
  const all = count(pairs, "pair");
  const { modelId } = partitions;
  const open = explainUnknown(unknown);
  if (open) say(open);
  if (pairs === 0 && open) return;
  const nothing = explainNothingStale({ pairs, unknown: [], problems, partitions }, reason);
  if (stale.length > 0) say(`${stale.length} of ${all} stale under ${modelId}: ${reasons.join(", ")}`);
  else say(nothing ?? `nothing is stale: ${all} fresh under ${modelId}`);
  const moved = stale.filter((pair) => pair.movedFrom).length;
  if (moved > 0) {
    const what = count(moved, "of them is a pair", "of them are pairs");
    say(
      `${what} whose exact text was accepted under a name that is gone: \`review-nested ack --moved --all\` carries that over`,
    );
  }
}
