import { type CommandContext, UsageError, type Workspace } from "@review/cli-kit";
import type { AcceptanceEvent, AcceptanceEventId, Ledger, ModelId } from "@review/db";
import { acknowledge } from "@review/lifecycle";
import { findMoved, type Move, renamed } from "@review/views";
import type { AckArgs } from "./ack-args.ts";
import { openLedgerToAcknowledge } from "./open-ledger.ts";
import { type Acknowledged, reportAcknowledged } from "./report.ts";

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
  const found = await findMoved(workspace.corpus, ledger, { from, to, cwd: context.io.cwd });
  const { move, carried, left } = found;
  const acknowledged: Acknowledged[] = [];
  for (const modelId of new Set(carried.map((event) => event.modelId))) {
    const events = carried.filter((event) => event.modelId === modelId);
    acknowledged.push(...(await carryOver(ledger, move, modelId, events, args)));
  }
  reportAcknowledged(args, context, acknowledged, {
    what: move.what,
    from: move.from,
    to: move.to,
    left,
    why: WHY_LEFT,
    done: `carried over to ${move.to}`,
  });
  return 0;
}

async function carryOver(
  ledger: Ledger,
  move: Move,
  modelId: ModelId,
  events: readonly AcceptanceEvent[],
  { remark, dryRun }: AckArgs,
): Promise<Acknowledged[]> {
  const kind = move.what === "gate" ? "gate-migration" : "trivial-change-ack";
  const ids: AcceptanceEventId[] = dryRun
    ? []
    : await acknowledge(ledger, {
        modelId,
        kind,
        remark: remark ?? `moved from ${move.from}`,
        snapshots: [move.content],
        pairs: events.map((event) => ({
          ...renamed(event, move),
          noteSha: event.acceptedNoteSha,
          gateSha: event.acceptedGateSha,
          movedFrom: { notePath: event.notePath, gateId: event.gateId },
        })),
      });
  return events.map((event, index) => {
    const eventId = ids[index];
    return { ...renamed(event, move), modelId, kind, ...(eventId !== undefined && { eventId }) };
  });
}
