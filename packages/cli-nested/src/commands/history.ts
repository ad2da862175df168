import {
  type Cell,
  type CommandRun,
  layOutTable,
  openLedgerToRead,
  openWorkspace,
  printJson,
  printLines,
  tell,
} from "@review/cli-kit";
import {
  decidedAt,
  decisionOf,
  describeAcceptanceKind,
  describeSample,
  describeSource,
  describeWaiverKind,
  describeWaiverTerms,
  type History,
  type HistoryEntry,
  oldestFirst,
  QuestionError,
  type ReopenedEntry,
  viewHistory,
  type WaiverEntry,
} from "@review/views";
import { DECISION_STYLES } from "../terminal/describe-decisions.ts";
import { describeTime } from "../terminal/describe-time.ts";

export interface HistoryArgs {
  note: string;
  gate?: string | undefined;
}

/** What was decided about a note or a pair, oldest first: acceptances with the evidence that each rests on, and waivers. */
export const runHistory: CommandRun<HistoryArgs> = async (args, { io }) => {
  const workspace = await openWorkspace(args, io);
  await using ledger = await openLedgerToRead(workspace);
  const history = await viewHistory(workspace.corpus, ledger, { ...args, cwd: io.cwd });
  const { document, missing } = history;
  // Nothing there and nothing recorded: the name is mistaken, as it is to every other command.
  if (
    missing !== undefined &&
    document.events.length + document.waivers.length + document.reopened.length === 0 &&
    args.gate === undefined
  )
    throw new QuestionError("never-accepted", describeNothing(history));
  if (args.json) return printJson(io, document);
  const { events, waivers, reopened, notePath } = document;
  const rows = oldestFirst([
    ...events.map((event) => ({ at: decidedAt(event), cells: describeEvent(event) })),
    ...waivers.map((waiver) => ({ at: waiver.decidedAt, cells: describeWaiver(waiver) })),
    ...reopened.map((entry) => ({ at: entry.at, cells: describeReopened(entry) })),
  ]);
  const cells = rows.map((row) => row.cells);
  printLines(io, layOutTable(cells, { head: 3, last: "wrapped" }, io));
  if (events.length + reopened.length === 0) tell(io, args, describeNothing(history));
  else if (missing !== undefined) tell(io, args, `${notePath} does not exist any more`);
};

function describeEvent(event: HistoryEntry): Cell[] {
  const { gateId, modelId, remark, runId, was } = event;
  const { carriedOverride: carried, attested, sample = attested?.sample } = event;
  const effective = decisionOf(event);
  return [
    { text: describeTime(decidedAt(event)), style: "dim" },
    { text: effective?.toUpperCase() ?? "-", style: effective && (DECISION_STYLES[effective] ?? "dim") },
    { text: gateId },
    { text: describeAcceptanceKind(event) },
    { text: modelId },
    { text: runId === undefined ? "no run" : `run ${runId}` },
    {
      text: [
        attested && describeSource({ ...attested, modelId }),
        attested?.remark,
        sample && describeSample(sample),
        was && `was ${was.toUpperCase()}`,
        carried?.remark && `overridden: ${carried.remark}`,
        remark,
      ]
        .filter(Boolean)
        .join(": "),
      isSaid: true,
    },
  ];
}

function describeWaiver({ decidedAt, gateId, kind, message, reason, author, until }: WaiverEntry): Cell[] {
  const more = describeWaiverTerms({ author, until });
  return [
    { text: describeTime(decidedAt), style: "dim" },
    { text: "-" },
    { text: gateId },
    { text: describeWaiverKind(kind) },
    { text: "every model" },
    { text: "no run" },
    { text: `${message}: ${reason}${more && ` (${more})`}`, isSaid: true },
  ];
}

function describeReopened({ at, gateId, modelId, remark }: ReopenedEntry): Cell[] {
  return [
    { text: describeTime(at), style: "dim" },
    { text: "-" },
    { text: gateId },
    { text: describeAcceptanceKind({ acceptanceKind: "withdrawn" }) },
    { text: modelId },
    { text: "no run" },
    { text: `from the lock: ${remark}`, isSaid: true },
  ];
}

function describeNothing({ document: { notePath }, gateId, missing, unknownGate }: History): string {
  const what = gateId === undefined ? notePath : `${notePath} with ${gateId}`;
  return [`${what} was never accepted`, missing, unknownGate].filter(Boolean).join("; ");
}
