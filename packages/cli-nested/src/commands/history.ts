import { type CommandRun, openLedgerToRead, openWorkspace, printJson, tell } from "@review/cli-kit";
import { type AcceptanceEvent, type Evidence, listAcceptanceEvents, listEvidence } from "@review/db";
import { nameGate, nameNote } from "../arguments/name-note.ts";
import { DECISION_STYLES } from "../terminal/describe-decisions.ts";
import { describeTime } from "../terminal/describe-time.ts";
import { type Cell, layOutTable } from "../terminal/table.ts";
import { writeLines } from "../terminal/write-lines.ts";

export interface HistoryArgs {
  note: string;
  gate?: string | undefined;
}

/** The acceptance events of a note or a pair, oldest first, with the evidence that each rests on. */
export const runHistory: CommandRun<HistoryArgs> = async (args, { io }) => {
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  await using ledger = await openLedgerToRead(workspace);
  const note = await nameNote(corpus, args.note, {
    cwd: io.cwd,
    isKnown: async (path) => (await listAcceptanceEvents(ledger, { notePath: path })).length > 0,
  });
  const all = await listAcceptanceEvents(ledger, { notePath: note.path });
  const isKnown = async (id: string) => all.some((event) => event.gateId === id);
  const gateId = args.gate === undefined ? undefined : await nameGate(corpus, args.gate, isKnown);
  const events = gateId === undefined ? all : all.filter((event) => isOf(gateId, event));
  const evidence = await listEvidence(
    ledger,
    events.flatMap(({ acceptedReviewId = [] }) => acceptedReviewId),
  );
  if (args.json) {
    printJson(io, {
      notePath: note.path,
      noteExists: note.missing === undefined,
      events: events.map((event) => ({ ...event, ...evidenceOf(event, evidence) })),
    });
    return 0;
  }
  const rows = events.map((event) => describeEvent(event, evidenceOf(event, evidence)));
  writeLines(io, layOutTable(rows, { head: 3, last: "wrapped" }, io));
  if (events.length === 0) tell(io, args, describeNothing(note, gateId));
  else if (note.missing !== undefined) tell(io, args, `${note.path} does not exist any more`);
  return 0;
};

/** Whether an event is of the gate, or of a gate of the lens. */
function isOf(gateOrLens: string, event: AcceptanceEvent): boolean {
  return event.gateId === gateOrLens || event.gateId.startsWith(`${gateOrLens}/`);
}

function evidenceOf(
  { acceptedReviewId }: AcceptanceEvent,
  evidence: ReadonlyMap<number, Evidence>,
): Partial<Evidence> {
  return acceptedReviewId === undefined ? {} : (evidence.get(acceptedReviewId) ?? {});
}

function describeEvent(event: AcceptanceEvent, { decision, runId }: Partial<Evidence>): Cell[] {
  const { acceptedAt, gateId, acceptanceKind, modelId, overrideDecision, remark } = event;
  const effective = overrideDecision ?? decision;
  return [
    { text: describeTime(acceptedAt), style: "dim" },
    { text: effective?.toUpperCase() ?? "-", style: effective && (DECISION_STYLES[effective] ?? "dim") },
    { text: gateId },
    { text: acceptanceKind },
    { text: modelId },
    { text: runId === undefined ? "no run" : `run ${runId}` },
    {
      text: [overrideDecision && decision && `was ${decision.toUpperCase()}`, remark]
        .filter(Boolean)
        .join(": "),
    },
  ];
}

function describeNothing({ path, missing }: Awaited<ReturnType<typeof nameNote>>, gateId?: string): string {
  const what = gateId === undefined ? path : `${path} with ${gateId}`;
  return `${what} was never accepted${missing === undefined ? "" : `; ${missing}`}`;
}
