import type { BadState } from "./bad-states.ts";
import { insert, insertTogether, key } from "./hostile-ledger.ts";

const waiver = (changes: Record<string, string>, verb?: string) => insert("waivers", changes, verb);
const unwaived = { kind: "'unwaived'", severity: "NULL", until_date: "NULL" };
const e = { kind: "'waived'", key: key("e"), severity: "'fail'", until_date: "NULL" };
const VERBS = ["INSERT OR REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL", "INSERT OR ROLLBACK"];

/** Decisions that are about no finding, come before others, or break a rule of their own. */
export const badWaivers: readonly BadState[] = [
  ["of no finding", waiver({ key: key("f") })],
  ["of a finding of a running run", waiver({ key: key("b") })],
  ...[
    "NULL",
    "''",
    "'e'",
    `'${"E".repeat(16)}'`,
    `'${"e".repeat(16)}' || char(0)`,
    "x'65656565656565656565656565656565'",
  ].map((text): BadState => [`of the key ${text}`, waiver({ key: text })]),
  ...["NULL", "''", "'WAIVED'", "'waived' || char(0)", "x'776169766564'", "'maybe'"].map(
    (kind): BadState => [`of the kind ${kind}`, waiver({ kind })],
  ),
  ...["NULL", "'warn'", "'pass'", "'FAIL'", "'fail' || char(0)", "x'6661696c'", "''"].map(
    (severity): BadState => [`that covers ${severity} where a fail was found`, waiver({ severity })],
  ),
  ["that covers a fail where a warning was found", waiver({ key: key("a") })],
  ...["'warn'", "'fail'", "''"].map(
    (severity): BadState => [
      `taken back, and covers ${severity}`,
      insertTogether("waivers", e, { ...e, kind: "'unwaived'", severity }),
    ],
  ),
  ...["NULL", "''", "' \r\n\t '", "x'ff'"].map(
    (reason): BadState => [`for the reason ${JSON.stringify(reason)}`, waiver({ reason })],
  ),
  ...["''", "' \n'", "x'ff'"].map((author): BadState => [`by ${JSON.stringify(author)}`, waiver({ author })]),
  ...[
    "''",
    "'tomorrow'",
    "'2026-02-30'",
    "'2026-13-01'",
    "'2026-1-1'",
    "'2026-01-01T00:00:00.000Z'",
    "'2026-01-01' || char(0)",
    "' 2026-01-01'",
    "x'323032362d30312d3031'",
    "20260101",
  ].map((day): BadState => [`until ${day}`, waiver({ until_date: day })]),
  ...["NULL", "''", "'now'", "'2026-02-30T12:00:00.000Z'", "'2026-03-01'"].map(
    (time): BadState => [`decided at ${time}`, waiver({ decided_at: time })],
  ),
  [
    "taken back with a last day",
    insertTogether(
      "waivers",
      { kind: "'waived'", severity: "'fail'" },
      { kind: "'unwaived'", severity: "NULL" },
    ),
  ],
  ["taken back, never waived", waiver(unwaived)],
  ["taken back twice", waiver({ ...unwaived, key: key("a") })],
  [
    "taken back twice in one statement",
    insertTogether("waivers", e, { ...e, ...unwaived }, { ...e, ...unwaived }),
  ],
  ["taken back, another waived", insertTogether("waivers", e, { ...unwaived, key: key("a") })],
  ["id zero", waiver({ id: "0" })],
  ["id -1, which is what a trigger sees for an id not yet given", waiver({ id: "-1" })],
  ...["INSERT", ...VERBS, "REPLACE"].flatMap((verb): BadState[] => [
    [`${verb}: under the id of another`, waiver({ id: "1" }, verb)],
    [`${verb}: under that id, told as text`, waiver({ id: "'5'" }, verb)],
    [`${verb}: under that id, told as a real number`, waiver({ id: "1.0" }, verb)],
    [`${verb}: under that id, told as the row's`, waiver({ rowid: "1" }, verb)],
    [`${verb}: before one that is there`, waiver({ id: "4" }, verb)],
    [`${verb}: of no finding`, waiver({ key: key("f") }, verb)],
  ]),
  ["upsert by id", `${waiver({ id: "1" })} ON CONFLICT (id) DO UPDATE SET reason = 'x'`],
];

/** What would change a decision that is there. */
export const badWaiverChanges: readonly BadState[] = [
  ...[
    "key = key",
    `key = ${key("e")}`,
    "kind = 'waived'",
    "severity = 'fail'",
    "reason = 'x'",
    "author = NULL",
    "until_date = NULL",
    "decided_at = decided_at",
    "id = 9",
    "rowid = 9",
    "id = 1",
  ].flatMap((change): BadState[] => [
    [`set ${change}`, `UPDATE waivers SET ${change} WHERE id = 5`],
    [`set ${change}, or replace`, `UPDATE OR REPLACE waivers SET ${change} WHERE id = 5`],
    [`set ${change}, or ignore`, `UPDATE OR IGNORE waivers SET ${change} WHERE id = 5`],
  ]),
  ["delete the last", "DELETE FROM waivers WHERE id = 5"],
  ["delete all", "DELETE FROM waivers"],
];
