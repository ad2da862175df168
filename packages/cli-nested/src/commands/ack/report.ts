import { type CommandContext, count, type GlobalArgs, print, printJson, tell } from "@review/cli-kit";
import type { AcceptanceEventId, ModelId } from "@review/db";
import type { AcknowledgementKind } from "@review/lifecycle";

/** A pair that was acknowledged, or would be with `--dry-run`: then there is no event. */
export interface Acknowledged {
  notePath: string;
  gateId: string;
  modelId: ModelId;
  kind: AcknowledgementKind;
  eventId?: AcceptanceEventId | undefined;
}

/**
 * Prints which pairs were acknowledged (or what else was `done` to them), or would be, one a line, and says how
 * many were left alone and why.
 */
export function reportAcknowledged(
  args: GlobalArgs & { dryRun?: boolean | undefined },
  { io }: CommandContext,
  acknowledged: readonly Acknowledged[],
  {
    left,
    why,
    done = "acknowledged",
    ...more
  }: { left: number; why: string; done?: string } & Record<string, unknown>,
): void {
  const { dryRun = false } = args;
  if (args.json) printJson(io, { ...more, dryRun, acknowledged, left });
  else for (const { notePath, gateId, kind } of acknowledged) print(io, `${notePath}\t${gateId}\t${kind}`);
  const did = dryRun ? `would be ${done}` : done;
  const rest = left === 0 ? "" : `; ${left} left as ${left === 1 ? "it is" : "they are"}: ${why}`;
  tell(io, args, `${count(acknowledged.length, "pair")} ${did}${rest}`);
}
