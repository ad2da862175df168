import { type ChangedVerdict, DOUBTS, type ImportReport, type LostPair } from "@review/import";

/** As many pairs are named one by one; of more only the reasons are counted, and `--json` has them all. */
const LISTED = 10;

const CHANGES = {
  "note-missing": "the note is not there any more",
  "gate-missing": "the gate is not there any more",
  "gate-changed": "the gate has changed",
  "note-changed": "the note has changed",
  "earlier-import": "an earlier import took it as history",
};

/** What became of the freshness of the pairs, in rows. */
export function describePairs({ pairs }: ImportReport): string[][] {
  const { freshBefore, fresh, freshByPartition, stale, newerHere, changed, lost } = pairs;
  const staleNow = Object.values(stale).reduce((sum, amount) => sum + amount, 0);
  return [
    [`${freshBefore}`, "were fresh in the old ledger, under its own model ids"],
    [`${fresh}`, `are fresh now${listed(freshByPartition)}`],
    [`${staleNow}`, "are stale now"],
    ...reasonCounts(stale),
    ...(newerHere > 0 ? [[`${newerHere}`, "have something newer in this ledger"]] : []),
    ...(changed.length > 0
      ? [[`${changed.length}`, "were judged in this ledger, and later otherwise in the old one"]]
      : []),
    ...changed.slice(0, LISTED).map(nameChanged),
    ...(changed.length > LISTED ? [["", "--json names them all"]] : []),
    ...(lost.length > 0 ? [[`${lost.length}`, "were fresh and are stale now"]] : []),
    ...(lost.length > LISTED ? countLost(lost) : lost.map(namePair)),
  ];
}

const namePair = ({ notePath, gateId, modelId, reason }: LostPair) => [
  "",
  `${notePath} ${gateId} under ${modelId}: ${explain(reason)}`,
];

const nameChanged = ({ notePath, gateId, modelId, from, to }: ChangedVerdict) => [
  "",
  `${notePath} ${gateId} under ${modelId}: ${from.toUpperCase()} here, ${to.toUpperCase()} now`,
];

function countLost(lost: readonly LostPair[]): string[][] {
  const amounts: Partial<Record<LostPair["reason"], number>> = {};
  for (const { reason } of lost) amounts[reason] = (amounts[reason] ?? 0) + 1;
  return [...reasonCounts(amounts), ["", "--json names them all"]];
}

function reasonCounts(amounts: Partial<Record<LostPair["reason"], number>>): string[][] {
  const mostFirst = Object.entries(amounts).toSorted(([, a], [, b]) => b - a);
  return mostFirst.map(([reason, amount]) => ["", `${amount}: ${explain(reason as LostPair["reason"])}`]);
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
