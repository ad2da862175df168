import {
  type Cell,
  type CommandRun,
  chooseNamedPartitions,
  count,
  hasLock,
  type Io,
  layOutTable,
  type ModelArgs,
  openLedgerToRead,
  openWorkspace,
  printJson,
  printLines,
  tell,
} from "@review/cli-kit";
import { COST_KEYS, type CostRow, type Costs, type CostsDocument, viewCosts } from "@review/views";
import { describeCost, describeNumber } from "../terminal/describe-amounts.ts";
import { describeSpan, describeTime } from "../terminal/describe-time.ts";

export interface CostsArgs extends ModelArgs {
  by?: string | undefined;
  /** A time (UTC, ISO 8601). */
  since?: string | undefined;
}

/** What reviews took: money, tokens and time, by model, gate, day or runner. */
export const runCosts: CommandRun<CostsArgs> = async (args, { io }) => {
  const { since } = args;
  const by = COST_KEYS.find((key) => key === args.by) ?? "model";
  const workspace = await openWorkspace(args, io);
  await using ledger = await openLedgerToRead(workspace, { takesIn: false });
  const partitions = await chooseNamedPartitions(args, io, workspace.corpus, ledger);
  const document = await viewCosts(ledger, { by, since, modelIds: partitions?.partitions });
  if (args.json) printJson(io, document);
  else printLines(io, describeRows(document, io));
  for (const line of describeTotal(document, args.model, hasLock(workspace))) tell(io, args, line);
};

function describeRows({ rows }: CostsDocument, io: Io): string[] {
  return layOutTable(rows.map(describeRow), { head: 2, last: "cut" }, io);
}

function describeRow(row: CostRow): Cell[] {
  return [
    { text: row.name },
    { text: describeMoney(row) },
    { text: describePairs(row), style: "dim" },
    { text: describeTokens(row) },
    { text: row.durationMs === 0 ? "" : describeSpan(row.durationMs), style: "dim" },
  ];
}

/** Pairs are counted in each run that was asked for them, so that most of them may be the same ones that failed again and again. */
function describePairs({ pairs, reviewedPairs, failedPairs }: Costs): string {
  const all = count(pairs, "pair");
  if (failedPairs === 0) return all;
  return `${all} (${describeNumber(reviewedPairs)} reviewed, ${describeNumber(failedPairs)} failed)`;
}

/** Of an agent that records its own reviews there is none to be told. */
const describeMoney = (costs: Costs) => (costs.invocations === 0 ? "" : describeCost(costs));

function describeTokens({ inputTokens, cachedInputTokens, outputTokens }: Costs): string {
  if (inputTokens + outputTokens === 0) return "";
  const cached = cachedInputTokens === 0 ? "" : ` (${describeNumber(cachedInputTokens)} cached)`;
  return `${describeNumber(inputTokens)} in${cached}, ${describeNumber(outputTokens)} out`;
}

function describeTotal(
  { total, since, fromLock }: CostsDocument,
  model: string | undefined,
  isLocked: boolean,
): string[] {
  const started = since === undefined ? "" : ` since ${describeTime(since)}`;
  if (total.runs === 0) {
    const none = `${model === undefined ? "" : ` under ${model}`}${started}`;
    if (fromLock > 0) return [`there are no runs with a cost${none}: ${fromLock} came from the lock`];
    return [`there are no runs${none}${isLocked ? "; what the lock has was paid for elsewhere" : ""}`];
  }
  const runs = `${describePairs(total)} in ${count(total.runs, "run")}${started}`;
  const calls = `${count(total.invocations, "call")} of reviewers`;
  if (total.invocations === 0) return [`${runs}, no call of a reviewer: what they took is not known`];
  return [
    `${describeMoney(total)} for ${runs}, ${calls}`,
    ...(total.unpriced === 0 ? [] : [`the price of ${count(total.unpriced, "call")} is not known`]),
  ];
}
