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

/** Prints which pairs were acknowledged, or would be, one a line, and says what was left alone and why. */
export function reportAcknowledged(
  args: GlobalArgs & { dryRun?: boolean | undefined },
  { io }: CommandContext,
  acknowledged: readonly Acknowledged[],
  { left, why, ...more }: { left: number; why: string } & Record<string, unknown>,
): void {
  const { dryRun = false } = args;
  if (args.json) printJson(io, { ...more, dryRun, acknowledged, left });
  else for (const { notePath, gateId, kind } of acknowledged) print(io, `${notePath}\t${gateId}\t${kind}`);
  const did = dryRun ? "would be acknowledged" : "acknowledged";
  const rest = left === 0 ? "" : `; ${left} left as ${left === 1 ? "it is" : "they are"}: ${why}`;
  tell(io, args, `${count(acknowledged.length, "pair")} ${did}${rest}`);
}
