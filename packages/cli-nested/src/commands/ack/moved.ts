import { type CommandContext, UsageError, type Workspace } from "@review/cli-kit";
import type { AcceptanceEvent, AcceptanceEventId, Ledger } from "@review/db";
import { acknowledgeAll } from "@review/lifecycle";
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
  const acknowledged = await carryOver(ledger, move, carried, args);
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
