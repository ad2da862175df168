import {
  type Cell,
  type CommandRun,
  choosePartitions,
  count,
  explainUnknownModel,
  type GlobalArgs,
  type Io,
  layOutTable,
  nameLine,
  openLedgerToRead,
  openWorkspace,
  painter,
  printJson,
  printLines,
  tell,
  type UnknownModel,
  UsageError,
} from "@review/cli-kit";
import type { AcceptableDecision } from "@review/db";
import {
  type Agreement,
  type ComparedJudgement,
  type ComparisonDocument,
  type DifferingPair,
  percent,
  viewComparison,
} from "@review/views";
import { describeAllFindings } from "../terminal/describe-all-findings.ts";
import { DECISION_STYLES } from "../terminal/describe-decisions.ts";

export interface CompareArgs extends GlobalArgs {
  first: string;
  second: string;
  note?: readonly string[] | undefined;
  gate?: readonly string[] | undefined;
  effort?: string | undefined;
  exactModel?: boolean | undefined;
}

/** How far two models agree, and what they say where they do not. */
export const runCompare: CommandRun<CompareArgs> = async (args, { io }) => {
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  await using ledger = await openLedgerToRead(workspace);
  const [first, second] = [args.first, args.second];
  const strange: UnknownModel[] = [];
  const partitionsOf = async (model: string) => {
    const resolved = await choosePartitions({ ...args, model }, io, corpus, ledger);
    const unknown = await explainUnknownModel(ledger, model, resolved);
    if (unknown) strange.push(unknown);
    return resolved.partitions;
  };
  const [ofFirst, ofSecond] = [await partitionsOf(first), await partitionsOf(second)];
  const shared = ofFirst.find((modelId) => ofSecond.includes(modelId));
  if (shared !== undefined) {
    throw new UsageError(
      (option) =>
        `${first} and ${second} both stand for ${shared}: name two partitions, with ${option("exactModel")} if need be`,
    );
  }
  const comparison = await viewComparison(corpus, ledger, {
    first: { model: first, partitions: ofFirst },
    second: { model: second, partitions: ofSecond },
    note: args.note,
    gates: args.gate,
    cwd: io.cwd,
  });
  if (args.json) printJson(io, comparison);
  else printLines(io, describeComparison(comparison, io));
  for (const line of summarize(comparison)) tell(io, args, line);
  for (const { nothing, meant } of strange)
    tell(io, args, meant === undefined ? nothing : `${nothing}: ${meant}`);
};

function describeComparison(comparison: ComparisonDocument, io: Io): string[] {
  if (comparison.pairs === 0) return [];
  const { first, second, gates, differing } = comparison;
  return [
    ...differing.flatMap((pair) => describePair(pair, [first.model, second.model], io)),
    ...(differing.length === 0 ? [] : [""]),
    ...layOutTable(
      gates.map((gate): Cell[] => [{ text: gate.gateId }, ...describeAgreement(gate)]),
      { head: 2, last: "cut" },
      io,
    ),
  ];
}

function describePair(
  { notePath, gateId, ...said }: DifferingPair,
  models: [string, string],
  io: Io,
): string[] {
  const paint = painter(io.stdout, io.environment);
  const side = (model: string, { decision, findings }: ComparedJudgement) => [
    `  ${paint(DECISION_STYLES[decision] ?? "dim", decision.toUpperCase())}  ${nameLine(model)}`,
    ...describeAllFindings(notePath, findings, io),
  ];
  return [
    `${nameLine(notePath)}  ${nameLine(gateId)}`,
    ...side(models[0], said.first),
    ...side(models[1], said.second),
  ];
}

function describeAgreement({ pairs, agreed, kappa }: Agreement): Cell[] {
  return [
    { text: `${agreed} of ${count(pairs, "pair")}` },
    { text: kappa === undefined ? "" : `kappa ${kappa.toFixed(2)}`, style: "dim" },
  ];
}

function summarize(comparison: ComparisonDocument): string[] {
  const { first, second, pairs, agreed, kappa, decisions } = comparison;
  const alone = [first, second].filter((side) => side.alone > 0);
  const lines = alone.map((side) => `${count(side.alone, "pair")} judged by ${side.model} alone`);
  if (pairs === 0) return [`there is no pair that both judged on the same text`, ...lines];
  const beyond = kappa === undefined ? "" : `, kappa ${kappa.toFixed(2)}`;
  return [
    `${first.model} and ${second.model} agree on ${agreed} of ${count(pairs, "pair")} (${percent(agreed / pairs)}${beyond})`,
    ...describeDecisions(decisions),
    ...lines,
  ];
}

/** How often they said what, where they did not say the same. */
function describeDecisions(decisions: ComparisonDocument["decisions"]): string[] {
  const words = Object.keys(decisions) as AcceptableDecision[];
  const told = words.flatMap((one) =>
    words.flatMap((other) => {
      const amount = decisions[one][other];
      return one === other || amount === 0
        ? []
        : [`${amount} ${one.toUpperCase()} against ${other.toUpperCase()}`];
    }),
  );
  return told.length === 0 ? [] : [told.join(", ")];
}
