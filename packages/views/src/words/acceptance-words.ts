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
const KINDS = Object.keys(WORDS) as AcceptanceKind[];

/** How a pair was accepted where the lock has it from, if not by a review alone: `overridden by a person`. */
export function describeLockedKind({ kind, sample }: { kind: string; sample?: unknown }): string | undefined {
  const acceptanceKind = KINDS.find((each) => each === kind);
  const isJudged = !acceptanceKind || acceptanceKind === "full-review" || acceptanceKind === "attested";
  return isJudged ? undefined : describeAcceptanceKind({ acceptanceKind, sample });
}

/** What became of a pair, as people say it: `sample` is that on which it was acknowledged, `takesBack` that it undid what came before. */
export function describeAcceptanceKind({
  acceptanceKind,
  sample,
  takesBack = false,
}: {
  acceptanceKind: AcceptanceKind;
  sample?: unknown;
  takesBack?: boolean;
}): string {
  if (takesBack) return acceptanceKind === "withdrawn" ? "taken back" : `${WORDS[acceptanceKind]}, as before`;
  // Whoever took it in said so by that alone; on what it rested elsewhere is told beside it.
  return sample !== undefined && acceptanceKind === "gate-migration"
    ? "acknowledged by sample"
    : WORDS[acceptanceKind];
}
