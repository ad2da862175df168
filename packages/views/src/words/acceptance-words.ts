import { ACCEPTANCE_KINDS, type AcceptanceKind } from "@review/db/vocabulary";
import { type Attestation, describeAttestation } from "@review/lifecycle";

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

/** Where a verdict comes from that the lock told of, and what it was there, if no review of its own: `…, overridden by a person`. */
export function describeSource({ kind, ...source }: Attestation & { modelId: string }): string {
  const acceptanceKind = ACCEPTANCE_KINDS.find((each) => each === kind) ?? "attested";
  const isJudged = acceptanceKind === "full-review" || acceptanceKind === "attested";
  const words = isJudged ? [] : [describeAcceptanceKind({ acceptanceKind, sample: source.sample })];
  return [describeAttestation(source), ...words].join(", ");
}
