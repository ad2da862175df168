import {
  type GroupKey,
  lockedBeforeFinder,
  movedFromFinder,
  newChangeReader,
  type OpenRun,
  openRunsOf,
  requirePairs,
  type StaleEntry,
  type StaleQuestion,
  selectStale,
  staleEntries,
  summarizeStale,
  viewStaleSummary,
} from "@review/views";
import { checksAlone } from "../checks-alone.ts";
import type { CommandRun } from "../command-line/command.ts";
import { EXIT } from "../errors/exit-codes.ts";
import { UsageError } from "../errors/usage-error.ts";
import { openWorkspace } from "../open-workspace.ts";
import { explainUnknownKeys } from "../output/explain-selection.ts";
import { explainUnknownModel } from "../output/explain-unknown-model.ts";
import { printJson, printLines, printText, tell } from "../output/print.ts";
import { printLongJson } from "../output/print-long-json.ts";
import { explainLeft, explainMoreGroups, screenful } from "../output/screenful.ts";
import { requireSetting, reviewerSettings } from "../settings.ts";
import { unseenCode } from "../unseen-code.ts";
import { openLedgerToRead } from "../workspace.ts";
import { describePairs, describeStaleSummary, explainMoved, explainStale } from "./stale/describe-stale.ts";

export interface StaleArgs extends StaleQuestion {
  model?: string | undefined;
  effort?: string | undefined;
  exactModel?: boolean | undefined;
  check?: boolean | undefined;
  allowEmpty?: boolean | undefined;
  diff?: boolean | undefined;
  summary?: boolean | undefined;
  by?: GroupKey | undefined;
  limit?: number | undefined;
}

/** Pairs, and groups of each kind, that are shown on a terminal. */
const USUAL_PAIRS = 30;
const USUAL_GROUPS = 10;

/** Lists the stale pairs with their reasons, grouped by note; or how many there are. */
export const runStale: CommandRun<StaleArgs> = async (args, { io }) => {
  const { by, diff, reason } = args;
  const isSummary = args.summary || by !== undefined;
  if (isSummary && diff) throw new UsageError("give --summary or --diff, not both: a summary has no pairs");
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  const settings = reviewerSettings(args, io, corpus);
  const model = requireSetting("model", settings.model ?? (await checksAlone(corpus, args)));
  await using ledger = await openLedgerToRead(workspace);
  const selection = await selectStale(corpus, ledger, { ...args, ...settings, model, cwd: io.cwd });
  if (args.check && !args.allowEmpty) requirePairs(selection);
  const { stale, unknown, partitions } = selection;
  const limit = screenful(args, io, isSummary ? USUAL_GROUPS : USUAL_PAIRS);
  const movedFrom = movedFromFinder(corpus, ledger, partitions.partitions);
  const locked = lockedBeforeFinder(corpus, partitions.partitions);
  const changes = newChangeReader(corpus, ledger, selection.gates);
  const shown = stale.slice(0, limit);
  const openRuns = isSummary ? [] : await openRunsOf(ledger, partitions.partitions, shown);
  const summary = isSummary ? viewStaleSummary(selection, { by, limit }) : undefined;
  if (args.json && summary) {
    printJson(io, summary);
  } else if (args.json) {
    const entries = staleEntries(shown, { movedFrom, locked, ...(diff && { changes }) });
    const more = stale.length - shown.length;
    const rest = () => (more > 0 ? { more } : {});
    const schema = diff ? { schema: 2 } : {};
    await printLongJson(io, { ...schema, ...summarizeStale(selection), openRuns }, "stale", entries, rest);
  } else {
    const entries: StaleEntry[] = [];
    for await (const entry of staleEntries(stale, { movedFrom, locked })) entries.push(entry);
    const lines = summary ? describeStaleSummary(summary, io) : describePairs(entries, unknown, limit);
    const { before, after } = explainStale(selection, { model, reason });
    for (const line of before) tell(io, args, line);
    for (const line of await explainUnknownKeys(selection.gates)) tell(io, args, `warning: ${line}`);
    printLines(io, lines);
    const unsure = unknown.reduce((sum, { gates }) => sum + gates.length, 0);
    const left = isSummary
      ? explainMoreGroups(summary?.more)
      : explainLeft(stale.length + unsure - limit, "pair");
    const isFresh = [...selection.fresh.values()].some((pairs) => pairs > 0);
    const strange = isFresh ? undefined : await explainUnknownModel(ledger, model, partitions);
    const hint = strange?.meant && `${strange.nothing}: ${strange.meant}`;
    const talk = [...after, hint, explainMoved(entries), left];
    for (const line of talk) if (line !== undefined) tell(io, args, line);
    for (const pair of diff ? shown : []) {
      const { note = "", gate = "" } = (await changes(pair)).changes;
      for (const each of [note, gate]) if (each !== "") printText(io, `\n${each.trimEnd()}`);
    }
    const open = explainOpenRuns(openRuns);
    if (open !== undefined) tell(io, args, open);
  }
  if (!args.check) return EXIT.done;
  return stale.length > 0 ? EXIT.no : unseenCode(selection);
};

function explainOpenRuns(runs: readonly OpenRun[]): string | undefined {
  const [first, ...others] = runs.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  if (!first) return undefined;
  const { id, notePath, startedAt } = first;
  if (others.length === 0)
    return `warning: run ${id} for ${notePath} is open since ${startedAt}: \`review-split status --run ${id}\` says how far it is`;
  return `warning: ${runs.length} runs of these notes are open, the oldest since ${startedAt}: \`review-nested doctor\` says which a process left that is gone, and how to give them up`;
}
