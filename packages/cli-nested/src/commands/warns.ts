import {
  type CommandRun,
  chooseNamedPartitions,
  count,
  type Io,
  type ModelArgs,
  oneLine,
  openLedgerToRead,
  openWorkspace,
  painter,
  printJson,
  tell,
} from "@review/cli-kit";
import { resolveNotePath } from "@review/corpus";
import type { ModelId } from "@review/db";
import { type FixEntry, type FixQueueDocument, type LeftOut, viewFixQueue } from "@review/views";
import { describeAllFindings } from "../terminal/describe-all-findings.ts";
import { DECISION_STYLES } from "../terminal/describe-decisions.ts";
import { writeLines } from "../terminal/write-lines.ts";

export interface WarnsArgs extends ModelArgs {
  notes?: readonly string[] | undefined;
  waived?: boolean | undefined;
}

/** The fix queue: findings of the newest accepted evidence that says warn or fail, by note. */
export const runWarns: CommandRun<WarnsArgs> = async (args, { io }) => {
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  const named = await Promise.all((args.notes ?? []).map((note) => resolveNotePath(corpus, note, io.cwd)));
  await using ledger = await openLedgerToRead(workspace);
  const partitions = await chooseNamedPartitions(args, io, corpus, ledger);
  const queue = await viewFixQueue(corpus, ledger, {
    ...(named.length > 0 && { notePaths: named }),
    ...(partitions && { modelIds: partitions.partitions }),
    ...(args.waived && { waived: true }),
  });
  if (args.json) {
    printJson(io, queue);
    return 0;
  }
  writeLines(io, describeQueue(queue.warns, io));
  tell(io, args, args.waived ? summarizeWaived(queue) : summarize(queue, partitions?.modelId));
  for (const line of describeLeftOut(queue.leftOut)) tell(io, args, line);
  return 0;
};

function describeQueue(warns: readonly FixEntry[], io: Io): string[] {
  let note = "";
  return warns.flatMap((pair) => {
    const begun = pair.notePath === note;
    note = pair.notePath;
    const { overrideRemark: remark, findings } = pair;
    return [
      ...(begun ? [] : [oneLine(note)]),
      ...describePair(pair, io),
      ...(remark === undefined ? [] : [`      overridden: ${oneLine(remark)}`]),
      // The remark is the first of them, and has no key.
      ...describeAllFindings(note, remark === undefined ? findings : findings.filter(({ key }) => key), io),
    ];
  });
}

/** Decision and gate, and beside it, or below where that is too wide, where it comes from. */
function describePair(
  { gateId, decision, modelId, runId, staleReason }: FixEntry,
  { stdout, environment }: Io,
): string[] {
  const paint = painter(stdout, environment);
  const where = `run ${runId}, ${modelId}${describeStale(staleReason)}`;
  const title = `  ${paint(DECISION_STYLES[decision] ?? "dim", decision.toUpperCase())}  ${oneLine(gateId)}`;
  const isNarrow = stdout.columns !== undefined && gateId.length + where.length + 10 > stdout.columns;
  return isNarrow ? [title, `      ${paint("dim", where)}`] : [`${title}  ${paint("dim", where)}`];
}

function describeStale(reason: FixEntry["staleReason"]): string {
  if (reason === undefined) return "";
  return reason === "reopened" ? "; reopened" : "; the note changed since";
}

function summarize({ warns, leftOut }: FixQueueDocument, modelId: ModelId | undefined): string {
  const under = modelId === undefined ? "" : ` under ${modelId}`;
  if (warns.length === 0) {
    return Object.values(leftOut).some((amount) => amount > 0)
      ? `nothing to mend${under} in notes and gates as they are now`
      : `nothing to mend${under}: no accepted review says warn or fail`;
  }
  const findings = warns.reduce((sum, pair) => sum + pair.findings.length, 0);
  const notes = new Set(warns.map(({ notePath }) => notePath)).size;
  const total = `${count(findings, "finding")} of ${count(warns.length, "review")} in ${count(notes, "note")}`;
  return `${total}${describePartitions(warns)}`;
}

/** Which partition has how many of the reviews, if there are several: what one model found is its own affair. */
function describePartitions(warns: readonly FixEntry[]): string {
  const reviews = new Map<ModelId, number>();
  for (const { modelId } of warns) reviews.set(modelId, (reviews.get(modelId) ?? 0) + 1);
  if (reviews.size < 2) return "";
  return `: ${[...reviews].map(([modelId, amount]) => `${amount} by ${modelId}`).join(", ")}`;
}

function summarizeWaived({ warns }: FixQueueDocument): string {
  if (warns.length === 0)
    return "nothing is waived that an accepted review found in notes and gates as they are now";
  const findings = warns.reduce((sum, pair) => sum + pair.findings.length, 0);
  return `${count(findings, "finding")} of ${count(warns.length, "review")} waived`;
}

function describeLeftOut({ gateChanged, gateGone, noteGone, notApplicable, waived }: LeftOut): string[] {
  const pairs = (amount: number, why: string) =>
    amount === 0 ? [] : [`left out: ${count(amount, "pair")} ${why}`];
  return [
    ...pairs(
      gateChanged,
      "whose gate changed since: `sweep --all-gates --reason gate-changed` reviews them again",
    ),
    ...pairs(
      gateGone,
      "whose gate is gone or cannot be read: `doctor` tells which, `ack --moved --all` carries renames over",
    ),
    ...pairs(
      noteGone,
      "whose note is gone or cannot be read: `doctor` tells which, `ack --moved --all` carries renames over",
    ),
    ...pairs(notApplicable, "to which the gate applies no longer"),
    ...pairs(waived, "whose findings are all waived: `warns --waived` lists them"),
  ];
}
