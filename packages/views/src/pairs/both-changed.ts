import type { StalePair } from "@review/lifecycle";

/** Whether the note of a pair changed as well as its gate, which alone its reason names. */
export const isBothChanged = ({
  reason,
  noteSha,
  acceptedNoteSha,
}: Pick<StalePair, "reason" | "noteSha" | "acceptedNoteSha">): boolean =>
  reason === "gate-changed" && acceptedNoteSha !== noteSha;
