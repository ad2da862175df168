import { type CommandContext, type Io, UsageError, type Workspace } from "@review/cli-kit";
import { type Corpus, readNote, resolveGates, resolveNotePath, UnknownGateError } from "@review/corpus";
import {
  type AcceptanceEvent,
  type AcceptanceEventId,
  type Ledger,
  listAcceptanceEvents,
  listRecordedGateIds,
  listRecordedNotePaths,
  type Snapshot,
} from "@review/db";
import { acknowledgeAll } from "@review/lifecycle";
import { nameGate, nameNote } from "../../arguments/name-note.ts";
import type { AckArgs } from "./ack-args.ts";
import { openLedgerToAcknowledge } from "./open-ledger.ts";
import { type Acknowledged, reportAcknowledged } from "./report.ts";

/** What was renamed, and the content it has under its new name. */
interface Move {
  what: "note" | "gate";
  from: string;
  to: string;
  content: Snapshot;
}

const WHY_LEFT = "they are there already, were accepted in another version, or without a review";

/**
 * Carries the acceptances of a renamed note or gate over to its new name, under every partition, where the
 * content is what was accepted. What the new name has of its own already, and later, stays as it is.
 */
export async function ackMoved(
  args: AckArgs,
  context: CommandContext,
  workspace: Workspace,
): Promise<number> {
  const [from, to, ...more] = args.moved ?? [];
  if (from === undefined || to === undefined || more.length > 0) {
    throw new UsageError("--moved takes the old and the new name: ack --moved OLD NEW");
  }
  await using ledger = await openLedgerToAcknowledge(workspace, args);
  const move = await identify(workspace.corpus, ledger, { from, to, cwd: context.io.cwd });
  const current = newestOfEachPair(await eventsOf(ledger, move.what, move.from));
  if (current.length === 0) {
    throw new UsageError(`${move.from} has no acceptances to carry over: it needs a review as ${move.to}`);
  }
  const same = current.filter((event) => acceptedContent(event, move) === move.content.sha);
  if (same.length === 0) {
    throw new UsageError(
      `${move.to} is not what was accepted as ${move.from}: its content has changed, so it needs a review`,
    );
  }
  const there = new Map(
    newestOfEachPair(await eventsOf(ledger, move.what, move.to)).map((event) => [pairKey(event), event]),
  );
  const carried = same.filter((event) => isToCarry(event, there.get(pairKey(renamed(event, move)))));
  const acknowledged = await carryOver(ledger, move, carried, args);
  const { what } = move;
  reportAcknowledged(args, context, acknowledged, {
    what,
    from: move.from,
    to: move.to,
    left: current.length - carried.length,
    why: WHY_LEFT,
    done: `carried over to ${move.to}`,
  });
  return 0;
}

/** An acceptance with evidence, unless the new name has the same or something newer. */
function isToCarry(event: AcceptanceEvent, there: AcceptanceEvent | undefined): boolean {
  if (event.acceptedReviewId === undefined) return false;
  if (!there) return true;
  const isSame =
    there.acceptedReviewId === event.acceptedReviewId &&
    there.acceptedNoteSha === event.acceptedNoteSha &&
    there.acceptedGateSha === event.acceptedGateSha;
  return !isSame && there.id < event.id;
}

async function carryOver(
  ledger: Ledger,
  move: Move,
  events: readonly AcceptanceEvent[],
  { remark = `moved from ${move.from}`, dryRun }: AckArgs,
): Promise<Acknowledged[]> {
  const kind = move.what === "gate" ? "gate-migration" : "trivial-change-ack";
  const modelIds = [...new Set(events.map(({ modelId }) => modelId))];
  const byModel = modelIds.map((modelId) => events.filter((event) => event.modelId === modelId));
  const ids: AcceptanceEventId[] = dryRun
    ? []
    : await acknowledgeAll(
        ledger,
        modelIds.map((modelId, index) => ({
          modelId,
          kind,
          remark,
          snapshots: [move.content],
          pairs: (byModel[index] ?? []).map((event) => ({
            ...renamed(event, move),
            noteSha: event.acceptedNoteSha,
            gateSha: event.acceptedGateSha,
            movedFrom: { notePath: event.notePath, gateId: event.gateId },
          })),
        })),
      );
  return byModel.flat().map((event, index) => {
    const eventId = ids[index];
    return { ...renamed(event, move), kind, ...(eventId !== undefined && { eventId }) };
  });
}

/** A move of a gate if the new name is that of one, else of a note. */
async function identify(
  corpus: Corpus,
  ledger: Ledger,
  { from, to, cwd }: { from: string; to: string; cwd: Io["cwd"] },
): Promise<Move> {
  const gate = await findGate(corpus, to);
  const recordedGate = async () => nameGate(corpus, from, await listRecordedGateIds(ledger));
  const move: Move = gate
    ? { what: "gate", from: await recordedGate(), to: gate.id, content: gate }
    : await identifyNote(corpus, ledger, { from, to, cwd });
  if (move.from === move.to)
    throw new UsageError(`${move.to} is the old and the new name: nothing has moved`);
  const { sha, text } = move.content;
  return { ...move, content: { sha, text } };
}

async function findGate(corpus: Corpus, name: string) {
  try {
    const [gate, ...others] = await resolveGates(corpus, [name]);
    // The name of a lens that has but one gate is no name of that gate.
    if (gate === undefined || others.length > 0) return undefined;
    return nameGate(corpus, name, [gate.id]) === gate.id ? gate : undefined;
  } catch (error) {
    if (error instanceof UnknownGateError) return undefined;
    throw error;
  }
}

async function identifyNote(
  corpus: Corpus,
  ledger: Ledger,
  { from, to, cwd }: { from: string; to: string; cwd: string },
): Promise<Move> {
  const content = await readNote(corpus, await resolveNotePath(corpus, to, cwd));
  const recorded = () => listRecordedNotePaths(ledger);
  const { path } = await nameNote(corpus, from, { cwd, recorded });
  return { what: "note", from: path, to: content.path, content };
}

function eventsOf(ledger: Ledger, what: Move["what"], name: string): Promise<AcceptanceEvent[]> {
  return listAcceptanceEvents(ledger, what === "note" ? { notePath: name } : { gateId: name });
}

function acceptedContent(event: AcceptanceEvent, { what }: Move): string {
  return what === "note" ? event.acceptedNoteSha : event.acceptedGateSha;
}

const pairKey = ({ notePath, gateId, modelId }: { notePath: string; gateId: string; modelId: string }) =>
  JSON.stringify([notePath, gateId, modelId]);

function newestOfEachPair(events: readonly AcceptanceEvent[]): AcceptanceEvent[] {
  return [...new Map(events.map((event) => [pairKey(event), event])).values()];
}

/** The pair under its new name. */
function renamed({ notePath, gateId, modelId }: AcceptanceEvent, { what, to }: Move) {
  return what === "note" ? { notePath: to, gateId, modelId } : { notePath, gateId: to, modelId };
}
