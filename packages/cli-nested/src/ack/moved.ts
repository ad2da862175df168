import {
  type CommandContext,
  count,
  openLedgerToWrite,
  printJson,
  tell,
  UsageError,
  type Workspace,
} from "@review/cli-kit";
import {
  type Corpus,
  contentSha,
  readNote,
  resolveGates,
  resolveNotePath,
  UnknownGateError,
} from "@review/corpus";
import { type AcceptanceEvent, type Ledger, listAcceptanceEvents, type ModelId } from "@review/db";
import { acknowledge } from "@review/lifecycle";
import type { AckArgs } from "./ack-args.ts";

/** What was renamed, and the content sha it has under its new name. */
interface Move {
  what: "note" | "gate";
  from: string;
  to: string;
  sha: string;
  text: string;
}

/** Carries the acceptances of a renamed note or gate over to its new name, under every partition, if its content is the same. */
export async function ackMoved(args: AckArgs, { io }: CommandContext, workspace: Workspace): Promise<number> {
  const [from, to, ...more] = args.moved ?? [];
  if (from === undefined || to === undefined || more.length > 0) {
    throw new UsageError("--moved takes the old and the new name: ack --moved OLD NEW");
  }
  const move = await identify(workspace.corpus, from, to, io.cwd);
  await using ledger = await openLedgerToWrite(workspace);
  const current = newestOfEachPair(await eventsOf(ledger, move));
  if (current.length === 0) {
    throw new UsageError(
      `${move.from} has no acceptances to carry over: \`review-nested history ${move.from}\``,
    );
  }
  const same = current.filter(
    (event) => (move.what === "note" ? event.acceptedNoteSha : event.acceptedGateSha) === move.sha,
  );
  if (same.length === 0) {
    throw new UsageError(
      `${move.to} is not what was accepted as ${move.from}: its content has changed, so it needs a review`,
    );
  }
  const taken = new Set((await eventsOf(ledger, { ...move, from: move.to })).map(pairKey));
  const carried = same.filter(
    (event) => event.acceptedReviewId !== undefined && !taken.has(pairKey(renamed(event, move))),
  );
  for (const [modelId, events] of groupByModel(carried)) {
    await acknowledge(ledger, {
      modelId,
      kind: move.what === "gate" ? "gate-migration" : "trivial-change-ack",
      remark: args.remark ?? `moved from ${move.from}`,
      snapshots: [{ sha: move.sha, text: move.text }],
      pairs: events.map((event) => ({
        ...renamed(event, move),
        noteSha: event.acceptedNoteSha,
        gateSha: event.acceptedGateSha,
        movedFrom: { notePath: event.notePath, gateId: event.gateId },
      })),
    });
  }
  const left = current.length - carried.length;
  if (args.json) {
    printJson(io, {
      ...move,
      text: undefined,
      carried: carried.map(({ modelId, ...event }) => ({ ...renamed(event, move), modelId })),
      left,
    });
  }
  tell(
    io,
    args,
    `${count(carried.length, "acceptance")} of ${move.from} carried over to ${move.to}, ${left} left behind`,
  );
  return 0;
}

/** A move of a gate if the new name is that of a gate, else of a note. */
async function identify(corpus: Corpus, from: string, to: string, cwd: string): Promise<Move> {
  try {
    const [gate, ...others] = await resolveGates(corpus, [to]);
    if (gate && others.length === 0)
      return { what: "gate", from, to: gate.id, sha: gate.sha, text: gate.text };
  } catch (error) {
    if (!(error instanceof UnknownGateError)) throw error;
  }
  const note = await readNote(corpus, await resolveNotePath(corpus, to, cwd));
  return {
    what: "note",
    from: oldPath(from, note.path),
    to: note.path,
    sha: contentSha(note.text),
    text: note.text,
  };
}

/** The old file is gone, so its name cannot be looked up: `./a//b.md` is tidied, nothing more. */
function oldPath(from: string, newPath: string): string {
  const tidy = from
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
  return tidy === newPath ? newPath : tidy;
}

function eventsOf(ledger: Ledger, { what, from }: Pick<Move, "what" | "from">): Promise<AcceptanceEvent[]> {
  return listAcceptanceEvents(ledger, what === "note" ? { notePath: from } : { gateId: from });
}

const pairKey = ({ notePath, gateId, modelId }: { notePath: string; gateId: string; modelId: string }) =>
  JSON.stringify([notePath, gateId, modelId]);

function newestOfEachPair(events: readonly AcceptanceEvent[]): AcceptanceEvent[] {
  return [...new Map(events.map((event) => [pairKey(event), event])).values()];
}

function renamed<Event extends { notePath: string; gateId: string }>(
  event: Event,
  { what, to }: Pick<Move, "what" | "to">,
) {
  const { notePath, gateId } = event;
  return { ...event, notePath: what === "note" ? to : notePath, gateId: what === "gate" ? to : gateId };
}

function groupByModel(events: readonly AcceptanceEvent[]): Map<ModelId, AcceptanceEvent[]> {
  const groups = new Map<ModelId, AcceptanceEvent[]>();
  for (const event of events) groups.set(event.modelId, [...(groups.get(event.modelId) ?? []), event]);
  return groups;
}
