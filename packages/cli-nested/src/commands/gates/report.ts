import {
  type CommandRun,
  chooseNamedPartitions,
  count,
  hasLock,
  type Io,
  type ModelArgs,
  nameLine,
  openLedgerToRead,
  openWorkspace,
  painter,
  printJson,
  printLines,
  tell,
  wrapText,
} from "@review/cli-kit";
import { type GateCard, type GateReportDocument, percent, viewGateReport } from "@review/views";
import { describeCost, describeUsd } from "../../terminal/describe-amounts.ts";
import { describeTime } from "../../terminal/describe-time.ts";

export interface GateReportArgs extends ModelArgs {
  gates?: readonly string[] | undefined;
  exclude?: readonly string[] | undefined;
  /** A time (UTC, ISO 8601). */
  since?: string | undefined;
}

/** What gates found, what of it was mended, and what that cost: the most mended findings a review first. */
export const reportGates: CommandRun<GateReportArgs> = async (args, { io }) => {
  const { gates, exclude, since } = args;
  const { corpus, ...workspace } = await openWorkspace(args, io);
  await using ledger = await openLedgerToRead({ corpus, ...workspace }, { takesIn: false });
  const partitions = await chooseNamedPartitions(args, io, corpus, ledger);
  const modelIds = partitions?.partitions;
  const document = await viewGateReport(corpus, ledger, { gates, exclude, since, modelIds });
  if (args.json) printJson(io, document);
  else {
    printLines(
      io,
      document.cards.flatMap((card) => describeCard(card, io)),
    );
    tell(io, args, summarize(document, hasLock({ corpus })));
  }
};

function describeCard(card: GateCard, { stdout, environment }: Io): string[] {
  const paint = painter(stdout, environment);
  return [
    `${nameLine(card.gateId)}  ${paint("dim", nameLine(card.modelId))}`,
    `    ${describeReviews(card)}`,
    `    ${describeFindings(card)}`,
    ...wrapText(card.quarantined === undefined ? "" : `quarantined: ${card.quarantined}`, stdout.columns, {
      first: "    ",
      next: "      ",
    }).filter((line) => line.trim() !== ""),
    ...describeCosts(card).map((line) => `    ${line}`),
    ...describeSecondOpinions(card).map((line) => `    ${line}`),
  ];
}

function describeReviews({ reviews, overridden, repeats, flips }: GateCard): string {
  const all = reviews.pass + reviews.warn + reviews.fail;
  return [
    `${count(all, "review")}: ${reviews.pass} pass, ${reviews.warn} warn, ${reviews.fail} fail`,
    ...(overridden === 0 ? [] : [`${overridden} overridden`]),
    ...(repeats === 0 ? [] : [`${count(flips, "flip")} in ${count(repeats, "repeat")}`]),
  ].join("; ");
}

function describeFindings({ findings: { all, ...fates } }: GateCard): string {
  const share = all === 0 ? "" : ` (${percent(fates.resolved / all)})`;
  const told = [
    `${fates.resolved} mended${share}`,
    ...(fates.waived === 0 ? [] : [`${fates.waived} waived`]),
    ...(fates.passed === 0 ? [] : [`${fates.passed} passed by a person`]),
    ...(fates.lost === 0 ? [] : [`${fates.lost} lost`]),
    ...(fates.open === 0 ? [] : [`${fates.open} open`]),
  ];
  return all === 0 ? "no findings" : `${count(all, "finding")}: ${told.join(", ")}`;
}

/** A price that nobody told is not nothing, and what came of nothing has none. */
function describeCosts({ findings, costs }: GateCard): string[] {
  if (costs === undefined || costs.invocations === 0) return [];
  const { costUsd, unpriced } = costs;
  if (unpriced > 0 && costUsd === 0) return [describeCost(costs)];
  if (unpriced > 0) return [`${describeCost(costs)}: the price of ${count(unpriced, "call")} is not known`];
  const each = (amount: number, what: string) =>
    amount === 0 || costUsd === 0 ? [] : [`${describeUsd(costUsd / amount)} for each ${what}`];
  const shares = [...each(findings.all, "finding"), ...each(findings.resolved, "mended one")];
  return [[describeUsd(costUsd), ...shares].join(", ")];
}

function describeSecondOpinions({ second }: GateCard): string[] {
  if (second === undefined) return [];
  const { opinions, disputed, costs } = second;
  return [
    `second opinions about ${count(opinions, "finding")}: ${disputed} disputed, ${describeCost(costs)}`,
  ];
}

function summarize({ cards, since }: GateReportDocument, isLocked: boolean): string {
  const started = since === undefined ? "" : ` since ${describeTime(since)}`;
  const elsewhere = isLocked ? "; what the lock has was reviewed elsewhere, and does not count" : "";
  if (cards.length === 0) return `nothing was reviewed here by these gates${started}${elsewhere}`;
  const gates = new Set(cards.map(({ gateId }) => gateId)).size;
  const mended = cards.reduce((sum, { findings }) => sum + findings.resolved, 0);
  return `${count(gates, "gate")}${started}: ${count(mended, "finding")} mended`;
}
