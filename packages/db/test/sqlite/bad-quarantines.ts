import type { BadState } from "./bad-states.ts";
import { insert } from "./hostile-ledger.ts";

const quarantine = (changes: Record<string, string>, verb?: string) =>
  insert("gate_quarantines", changes, verb);
const VERBS = ["INSERT OR REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL", "INSERT OR ROLLBACK"];

/** Decisions about gates that rest on nothing, come before others, or break a rule of their own. */
export const badQuarantines: readonly BadState[] = [
  ...["NULL", "''", "'QUARANTINED'", "'lifted' || char(0)", "x'6c6966746564'", "'maybe'"].map(
    (kind): BadState => [`of the kind ${kind}`, quarantine({ kind })],
  ),
  ...["NULL", "''", "' \r\n\t '", "x'ff'"].map(
    (reason): BadState => [`for the reason ${JSON.stringify(reason)}`, quarantine({ reason })],
  ),
  ...[
    "NULL",
    "''",
    "'x'",
    "'[2]'",
    "'{}'",
    `'{"reviews": []}'`,
    `'{"reviews": 2}'`,
    `'{"reviews": ["2"]}'`,
    `'{"reviews": [null]}'`,
    `'{"reviews": [2, 99]}'`,
    `'{"reviews": [2.0]}'`,
  ].map((text): BadState => [`on the evidence ${text}`, quarantine({ evidence_json: text })]),
  ["by a review of a run that is running", quarantine({ evidence_json: `'{"reviews": [9]}'` })],
  ["by a review of a run that has failed", quarantine({ evidence_json: `'{"reviews": [4]}'` })],
  ["by a review of another gate", quarantine({ evidence_json: `'{"reviews": [3]}'` })],
  ["of another gate", quarantine({ gate_id: "'b'" })],
  ["of another version", quarantine({ gate_sha: "(SELECT sha FROM snapshots WHERE text = 'gate b')" })],
  ["under another partition", quarantine({ model_id: "'haiku'" })],
  ...["NULL", "''", "'now'", "'2026-02-30T12:00:00.000Z'", "'2026-03-01'"].map(
    (time): BadState => [`decided at ${time}`, quarantine({ decided_at: time })],
  ),
  ["id zero", quarantine({ id: "0" })],
  ["id -1, which is what a trigger sees for an id not yet given", quarantine({ id: "-1" })],
  ...["INSERT", ...VERBS, "REPLACE"].flatMap((verb): BadState[] => [
    [`${verb}: under the id of another`, quarantine({ id: "1" }, verb)],
    [`${verb}: before one that is there`, quarantine({ id: "4" }, verb)],
    [`${verb}: on no reviews`, quarantine({ evidence_json: "'{}'" }, verb)],
  ]),
];

/** What would change a decision that is there. */
export const badQuarantineChanges: readonly BadState[] = [
  ...[
    "kind = 'quarantined'",
    "reason = 'x'",
    "gate_id = gate_id",
    "evidence_json = evidence_json",
    "id = 9",
  ].flatMap((change): BadState[] => [
    [`set ${change}`, `UPDATE gate_quarantines SET ${change} WHERE id = 5`],
    [`set ${change}, or replace`, `UPDATE OR REPLACE gate_quarantines SET ${change} WHERE id = 5`],
  ]),
  ["delete the last", "DELETE FROM gate_quarantines WHERE id = 5"],
  ["delete all", "DELETE FROM gate_quarantines"],
];
