import type { BadState } from "./bad-states.ts";
import { insert, insertTogether, key } from "./hostile-ledger.ts";

const finding = (changes: Record<string, string>, verb?: string) => insert("findings", changes, verb);
/** What makes the good row one of the review that warns. */
const ofWarn = { gate_review_id: "10", severity: "'warn'" };
const VERBS = ["INSERT OR REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL", "INSERT OR ROLLBACK"];

/** Findings that fit no review, or break a rule of their own. */
export const badFindings: readonly BadState[] = [
  ["of no review", finding({ gate_review_id: "99" })],
  ["of no review, which is NULL", finding({ gate_review_id: "NULL" })],
  [
    "of the review -1, which is what a trigger sees for an id not yet given",
    finding({ gate_review_id: "-1" }),
  ],
  ["of a completed run", finding({ gate_review_id: "3", severity: "'warn'" })],
  ["of a failed run", finding({ gate_review_id: "5", severity: "'warn'" })],
  ["of a pass", finding({ gate_review_id: "7", severity: "'warn'" })],
  ["of an error", finding({ gate_review_id: "6" })],
  ["worse than its review", finding({ ...ofWarn, severity: "'fail'" })],
  ["a pass", finding({ severity: "'pass'" })],
  ["an error", finding({ severity: "'error'" })],
  ["in capitals", finding({ severity: "'FAIL'" })],
  ["of no severity", finding({ severity: "NULL" })],
  ["of a severity that is bytes", finding({ severity: "x'6661696c'" })],
  ["a severity with more behind a NUL", finding({ severity: "'fail' || char(0) || 'x'" })],
  ...["NULL", "''", "' \r\n\t '", "x'ff'"].map(
    (text): BadState => [`says ${text}`, finding({ message: text })],
  ),
  ...["''", "' \n'", "x'ff'"].map((text): BadState => [`suggests ${text}`, finding({ suggestion: text })]),
  ...[
    "NULL",
    "''",
    "'c'",
    `'${"c".repeat(15)}'`,
    `'${"c".repeat(17)}'`,
    `'${"C".repeat(16)}'`,
    `'${"c".repeat(15)}g'`,
    `' ${"c".repeat(15)}'`,
    `'${"c".repeat(16)}' || char(0) || 'x'`,
    `'${"c".repeat(15)}' || char(0)`,
    "x'63636363636363636363636363636363'",
  ].map((text): BadState => [`has the key ${JSON.stringify(text)}`, finding({ key: text })]),
  ["id zero", finding({ id: "0" })],
  ["id -1", finding({ id: "-1" })],
  ["negative place", finding({ ordinal: "-1" })],
  ["no place", finding({ ordinal: "NULL" })],
  ["a place that is a word", finding({ ordinal: "'first'" })],
  ["a place that is a fraction", finding({ ordinal: "1.5" })],
  ["place twice", finding({ ordinal: "0" })],
  ["place twice, told as text", finding({ ordinal: "'0'" }, "REPLACE")],
  ["key twice", finding({ key: key("b") })],
  ["key twice in one statement", insertTogether("findings", {}, { ordinal: "2" })],
  ["key twice, the second in the place of the first", insertTogether("findings", { id: "7" }, { id: "7" })],
  ["continues none", finding({ continues_finding_id: "99" })],
  ["continues one of another key", finding({ continues_finding_id: "1" })],
  ["continues one of a running run", finding({ ...ofWarn, key: key("b"), continues_finding_id: "2" })],
  ["continues itself", finding({ id: "9", continues_finding_id: "9" })],
  [
    "continues the one that the same statement inserts",
    insertTogether("findings", { id: "9" }, { ...ofWarn, id: "10", continues_finding_id: "9" }),
  ],
  ...VERBS.flatMap((verb): BadState[] => [
    [`${verb}: in the place of another`, finding({ ordinal: "0" }, verb)],
    [`${verb}: with the key of another`, finding({ key: key("b") }, verb)],
    [`${verb}: under the id of another`, finding({ id: "2" }, verb)],
    [`${verb}: under the id of one of an ended run`, finding({ id: "1" }, verb)],
    [`${verb}: under that id, told as text`, finding({ id: "'1'" }, verb)],
    [`${verb}: under that id, told as a real number`, finding({ id: "1.0" }, verb)],
    [`${verb}: under that id, told as the row's`, finding({ rowid: "1" }, verb)],
    [`${verb}: of a completed run`, finding({ gate_review_id: "3", severity: "'warn'" }, verb)],
    [`${verb}: worse than its review`, finding({ ...ofWarn, severity: "'fail'" }, verb)],
    [`${verb}: continues one of another key`, finding({ continues_finding_id: "1" }, verb)],
  ]),
  [
    "a good one and a bad one, in a statement that goes on",
    insertTogether("findings", {}, { ordinal: "2", gate_review_id: "3" }).replace("INSERT", "INSERT OR FAIL"),
  ],
  [
    "upsert by place",
    `${finding({ ordinal: "0" })} ON CONFLICT (gate_review_id, ordinal) DO UPDATE SET message = 'x'`,
  ],
  [
    "upsert by key",
    `${finding({ key: key("b") })} ON CONFLICT (gate_review_id, key) DO UPDATE SET severity = 'fail'`,
  ],
  ["upsert by id", `${finding({ id: "1" })} ON CONFLICT (id) DO UPDATE SET continues_finding_id = 2`],
  ["upsert that does nothing", `${finding({ id: "2" })} ON CONFLICT DO NOTHING`],
];
