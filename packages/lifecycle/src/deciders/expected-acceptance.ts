import type { AcceptanceEvent } from "@review/db";
import { AcceptanceChangedError } from "../errors.ts";
import type { AcknowledgedPair } from "./acknowledge.ts";

/** Throws AcceptanceChangedError where another acceptance stands for a pair than the one that was looked at. */
export function requireExpected(
  standing: Pick<AcceptanceEvent, "id"> | undefined,
  { notePath, gateId, expectAcceptance: expected }: Omit<AcknowledgedPair, "noteSha" | "gateSha">,
): void {
  if (expected === undefined || !standing || standing.id === expected) return;
  throw new AcceptanceChangedError(notePath, gateId, { expected, standing: standing.id });
}
