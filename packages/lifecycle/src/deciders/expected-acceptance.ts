import type { AcceptanceEvent, AcceptanceEventId } from "@review/db";
import type { PairKey } from "@review/db/transitions";
import { AcceptanceChangedError } from "../errors.ts";

/** A pair, and the acceptance that stood for it when it was looked at. */
interface ExpectedPair extends PairKey {
  expectAcceptance?: AcceptanceEventId;
}

/** Throws AcceptanceChangedError where another acceptance stands for a pair than the one that was looked at. */
export function requireExpected(
  standing: Pick<AcceptanceEvent, "id"> | undefined,
  { notePath, gateId, expectAcceptance: expected }: ExpectedPair,
): void {
  if (expected === undefined || !standing || standing.id === expected) return;
  throw new AcceptanceChangedError(notePath, gateId, { expected, standing: standing.id });
}
