import {
  type CommandRun,
  chooseNamedPartitions,
  count,
  explainLeft,
  explainMoreGroups,
  type Io,
  type ModelArgs,
  nameLine,
  oneLine,
  openLedgerToRead,
  openWorkspace,
  painter,
  printJson,
  printLines,
  type ReportArgs,
  reportOutput,
  screenful,
  tell,
  UsageError,
  wrapText,
} from "@review/cli-kit";
import { type FindingSeverity, type Ledger, listAcceptedPartitions, type ModelId } from "@review/db";
import {
  describeOutdated,
  type FixEntry,
  type FixQueueDocument,
  type GroupKey,
  LEFT_OUT_WORDS,
  type LeftOut,
  makeReport,
  pairsOfQueue,
  shortenFixQueue,
  summarizeFixQueue,
  viewFixQueue,
} from "@review/views";
import { describeAllFindings } from "../terminal/describe-all-findings.ts";
import { DECISION_STYLES } from "../terminal/describe-decisions.ts";
import { describeCounts } from "./warns/describe-counts.ts";

export interface WarnsArgs extends ModelArgs, ReportArgs {
  notes?: readonly string[] | undefined;
  note?: readonly string[] | undefined;
  gate?: readonly string[] | undefined;
  exclude?: readonly string[] | undefined;
  severity?: FindingSeverity | undefined;
  new?: boolean | undefined;
  limit?: number | undefined;
  summary?: boolean | undefined;
  by?: GroupKey | undefined;
  waived?: boolean | undefined;
  disputed?: boolean | undefined;
}

/** Findings, and groups of each kind, that are shown on a terminal. */
const USUAL_FINDINGS = 10;
const USUAL_GROUPS = 10;

/** The fix queue: findings of the newest accepted evidence that says warn or fail, by note; or how many there are. */
export const runWarns: CommandRun<WarnsArgs> = async (args, { io, version }) => {
  const { notes = [], note = [], gate, severity, by } = args;
  if (args.waived && args.disputed) throw new UsageError("give one of --waived and --disputed");
  const isSummary = args.summary || by !== undefined;
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  const output = await reportOutput(args, io, corpus.root, { summary: isSummary });
  await using ledger = await openLedgerToRead(workspace);
  const partitions = await chooseNamedPartitions(args, io, corpus, ledger);
  const queue = await viewFixQueue(corpus, ledger, {
    note: [...notes, ...note],
    cwd: io.cwd,
    gates: gate,
    exclude: args.exclude,
    modelIds: partitions?.partitions,
    severity,
    new: args.new,
    waived: args.waived,
    disputed: args.disputed,
  });
  const limit = screenful(args, io, isSummary ? USUAL_GROUPS : USUAL_FINDINGS);
  const summary = isSummary ? summarizeFixQueue(queue, { by, limit }) : undefined;
  const shown = shortenFixQueue(queue, limit);
  if (args.json) {
    printJson(io, summary ?? shown);
    return 0;
  }
  if (!output?.onStdout)
    printLines(io, summary ? describeCounts(summary, io) : describeQueue(shown.warns, io));
  if (output) {
    // A file is cut only if that was asked for, whatever is shown beside it.
    const { warns, more } = shortenFixQueue(queue, args.limit ?? Infinity);
    const pairs = pairsOfQueue(warns, "fail");
    await output.write(await makeReport(corpus, pairs, { toolVersion: version, more }));
  }
  const isReviewed = queue.warns.length > 0 || (await hasAccepted(ledger, partitions?.partitions));
  tell(
    io,
    args,
    args.waived || args.disputed
      ? summarizeSettled(queue, args.waived ? "waived" : "disputed")
      : summarize(queue, args, isReviewed, partitions?.modelId),
  );
  const left = summary ? explainMoreGroups(summary.more) : explainLeft(shown.more ?? 0, "finding");
  if (left !== undefined) tell(io, args, left);
  for (const line of describeLeftOut(queue.leftOut)) tell(io, args, line);
  return 0;
};

function describeQueue(warns: readonly FixEntry[], io: Io): string[] {
  let note = "";
  return warns.flatMap((pair) => {
    const begun = pair.notePath === note;
    note = pair.notePath;
    return [
      ...(begun ? [] : [nameLine(note)]),
      ...describePair(pair, io),
      ...describeOverride(pair),
      ...describeQuarantine(pair, io),
      ...describeAllFindings(note, ofReview(pair), io),
    ];
  });
}

/** Says why the pair stands where it does, also where findings of another severity are asked for. */
function describeOverride({ decision, overrideRemark: remark }: FixEntry): string[] {
  return remark === undefined ? [] : [`      overridden to ${decision.toUpperCase()}: ${oneLine(remark)}`];
}

/** Why what it finds does not count in `verify`. */
function describeQuarantine({ quarantined }: FixEntry, { stdout }: Io): string[] {
  if (quarantined === undefined) return [];
  return wrapText(oneLine(`the gate is quarantined: ${quarantined}`), stdout.columns, {
    first: "      ",
    next: "        ",
  });
}

/** Without the remark of an override, which is told above them. */
const ofReview = ({ findings }: FixEntry) => findings.filter(({ isRemark }) => !isRemark);

/** Decision and gate, and beside it, or below where that is too wide, where it comes from. */
function describePair(
  { gateId, decision, modelId, runId, staleReason }: FixEntry,
  { stdout, environment }: Io,
): string[] {
  const paint = painter(stdout, environment);
  const where = `run ${runId}, ${nameLine(modelId)}${staleReason ? `; ${describeOutdated(staleReason)}` : ""}`;
  const title = `  ${paint(DECISION_STYLES[decision] ?? "dim", decision.toUpperCase())}  ${nameLine(gateId)}`;
  const isNarrow = stdout.columns !== undefined && gateId.length + where.length + 10 > stdout.columns;
  return isNarrow ? [title, `      ${paint("dim", where)}`] : [`${title}  ${paint("dim", where)}`];
}

/** Whether there is any verdict that could ask for something, under some partitions or at all. */
async function hasAccepted(ledger: Ledger, modelIds: readonly ModelId[] | undefined): Promise<boolean> {
  const recorded = await listAcceptedPartitions(ledger);
  return modelIds === undefined ? recorded.length > 0 : modelIds.some((each) => recorded.includes(each));
}

function summarize(
  { warns, leftOut }: FixQueueDocument,
  args: WarnsArgs,
  isReviewed: boolean,
  modelId: ModelId | undefined,
): string {
  const under = modelId === undefined ? "" : ` under ${modelId}`;
  if (!isReviewed) return `nothing was ever accepted${under}, so nobody knows what there is to mend`;
  const filters = describeFilters(args);
  if (warns.length === 0 && filters.length > 0)
    return `nothing to mend${under} that fits ${filters.join(", ")}`;
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

function describeFilters({ notes = [], note, gate, severity, new: onlyNew }: WarnsArgs): string[] {
  const given: [asked: boolean, filter: string][] = [
    [notes.length > 0, "the notes"],
    [note !== undefined, "--note"],
    [gate !== undefined, "--gate"],
    [severity !== undefined, "--severity"],
    [onlyNew === true, "--new"],
  ];
  return given.flatMap(([asked, filter]) => (asked ? filter : []));
}

/** Which partition has how many of the findings, if there are several: what one model found is its own affair. */
function describePartitions(warns: readonly FixEntry[]): string {
  const found = new Map<ModelId, number>();
  for (const { modelId, findings } of warns) found.set(modelId, (found.get(modelId) ?? 0) + findings.length);
  if (found.size < 2) return "";
  return `: ${[...found].map(([modelId, amount]) => `${amount} by ${modelId}`).join(", ")}`;
}

function summarizeSettled({ warns }: FixQueueDocument, how: "waived" | "disputed"): string {
  if (warns.length === 0)
    return `nothing is ${how} that an accepted review found in notes and gates as they are now`;
  const findings = warns.reduce((sum, pair) => sum + pair.findings.length, 0);
  return `${count(findings, "finding")} of ${count(warns.length, "review")} ${how}`;
}

function describeLeftOut({ waived, disputed, ...notAsked }: LeftOut): string[] {
  const pairs = (amount: number, why: string) =>
    amount === 0 ? [] : [`left out: ${count(amount, "pair")} ${why}`];
  const kinds = Object.keys(MORE_OF) as (keyof typeof MORE_OF)[];
  return [
    ...kinds.flatMap((kind) => pairs(notAsked[kind], `${LEFT_OUT_WORDS[kind]}${MORE_OF[kind]}`)),
    ...pairs(waived, "whose findings are all waived: `warns --waived` lists them"),
    ...pairs(disputed, "whose findings are disputed, or waived: `warns --disputed` lists them"),
  ];
}

/** What tells more of what is left out. */
const MORE_OF: Readonly<Record<keyof typeof LEFT_OUT_WORDS, string>> = {
  gateChanged: ": `stale --reason gate-changed`",
  gateGone: ": `doctor`, or `ack --moved --all`",
  noteGone: ": `doctor`, or `ack --moved --all`",
  carriedOver: ": `history` tells of it",
  notApplicable: "",
};
