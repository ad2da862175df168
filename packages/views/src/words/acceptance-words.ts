import type { AcceptanceKind } from "@review/db/vocabulary";

const WORDS: Readonly<Record<AcceptanceKind, string>> = {
  "full-review": "reviewed",
  "trivial-change-ack": "acknowledged as trivial change",
  "gate-migration": "acknowledged for the changed gate",
  "manual-override": "overridden by a person",
  "migration-import": "imported",
  "manual-ack": "acknowledged by a person",
  withdrawn: "reopened",
  attested: "taken in from the lock",
};

/** What became of a pair, as people say it; `sample` is that on which it was acknowledged, if it was. */
export function describeAcceptanceKind({
  acceptanceKind,
  sample,
}: {
  acceptanceKind: AcceptanceKind;
  sample?: unknown;
}): string {
  // Whoever took it in said so by that alone; on what it rested elsewhere is told beside it.
  return sample !== undefined && acceptanceKind === "gate-migration"
    ? "acknowledged by sample"
    : WORDS[acceptanceKind];
}
