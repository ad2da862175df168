import { type CommandContext, count, type GlobalArgs, print, printJson, tell } from "@review/cli-kit";
import type { AcceptanceEventId, ModelId } from "@review/db";
import type { AcknowledgementKind } from "@review/lifecycle";
import type { NewlySettled } from "@review/views";
import type { SampleDocument } from "./sample-document.ts";

/** A pair that was acknowledged, or would be with `--dry-run`: then there is no event. */
export interface Acknowledged {
  notePath: string;
  gateId: string;
  modelId: ModelId;
  kind: AcknowledgementKind;
  eventId?: AcceptanceEventId | undefined;
  /** With `--trivial`: what counted in the version that was accepted, and is settled now by a comment in the note; absent where nothing is. */
  settled?: readonly NewlySettled[];
}

/** What was acknowledged, the same for every form. */
export interface AckDocument {
  /** Absent where a move is carried over under all partitions. */
  modelId?: ModelId;
  /** Whether nothing was appended. */
  dryRun: boolean;
  acknowledged: readonly Acknowledged[];
  /** How many were left as they are. */
  left: number;
  /** Of a cohort: the changes of the gate, one for each version that was accepted. */
  diffs?: string[];
  /** Of a cohort that is acknowledged on a sample. */
  sample?: SampleDocument;
  /** What was renamed. */
  moves?: { what: "note" | "gate"; from: string; to: string }[];
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
    nothing,
    done = "acknowledged",
    ...more
  }: Omit<AckDocument, "dryRun" | "acknowledged"> & {
    why: string;
    /** Why nothing was there to be acknowledged. */
    nothing?: string | undefined;
    done?: string;
  },
): void {
  const { dryRun = false } = args;
  const document: AckDocument = { ...more, dryRun, acknowledged, left };
  if (args.json) printJson(io, document);
  else {
    // Under several partitions, and in several versions, it is one pair.
    const lines = acknowledged.map(({ notePath, gateId, kind }) => `${notePath}\t${gateId}\t${kind}`);
    for (const line of new Set(lines)) print(io, line);
  }
  const did = dryRun ? `would be ${done}` : done;
  const kept = left === 0 ? "" : `; ${left} left as ${left === 1 ? "it is" : "they are"}: ${why}`;
  const rest = acknowledged.length + left === 0 && nothing !== undefined ? `: ${nothing}` : kept;
  tell(io, args, `${count(countPairs(acknowledged), "pair")} ${did}${rest}`);
}

/** How many pairs were acknowledged; a pair may be so under several partitions. */
export function countPairs(acknowledged: readonly Pick<Acknowledged, "notePath" | "gateId">[]): number {
  return new Set(acknowledged.map(({ notePath, gateId }) => JSON.stringify([notePath, gateId]))).size;
}
