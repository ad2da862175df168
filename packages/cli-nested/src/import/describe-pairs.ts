import { DOUBTS, type ImportReport, type LostPair } from "@review/lifecycle";

/** Pairs that are named one by one; `--json` has them all. */
const LISTED = 10;

const CHANGES = {
  "note-missing": "the note is not there any more",
  "gate-missing": "the gate is not there any more",
  "gate-changed": "the gate has changed",
  "note-changed": "the note has changed",
};

/** What became of the freshness of the pairs, in rows. */
export function describePairs({ pairs }: ImportReport): string[][] {
  const { freshBefore, fresh, freshByPartition, stale, newerHere, lost } = pairs;
  const staleNow = Object.values(stale).reduce((sum, amount) => sum + amount, 0);
  return [
    [`${freshBefore}`, "were fresh in the old ledger, under its own model ids"],
    [`${fresh}`, `are fresh now${listed(freshByPartition)}`],
    [`${staleNow}`, "are stale now"],
    ...Object.entries(stale).map(([reason, amount]) => [
      "",
      `${amount}: ${explain(reason as LostPair["reason"])}`,
    ]),
    ...(newerHere > 0 ? [[`${newerHere}`, "have something newer in this ledger"]] : []),
    ...(lost.length > 0 ? [[`${lost.length}`, "were fresh and are stale now"]] : []),
    ...lost
      .slice(0, LISTED)
      .map(({ notePath, gateId, modelId, reason }) => [
        "",
        `${notePath} ${gateId} under ${modelId}: ${explain(reason)}`,
      ]),
    ...(lost.length > LISTED ? [["", `and ${lost.length - LISTED} more; --json names them all`]] : []),
  ];
}

function listed(amounts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(amounts).map(([modelId, amount]) => `${modelId} ${amount}`);
  return parts.length === 0 ? "" : `: ${parts.join(", ")}`;
}

function explain(reason: LostPair["reason"]): string {
  return reason in CHANGES
    ? CHANGES[reason as keyof typeof CHANGES]
    : `history only, ${DOUBTS[reason as keyof typeof DOUBTS]}`;
}
