import type { BadState } from "./bad-states.ts";
import { GATE_A, insert, insertTogether, key } from "./hostile-ledger.ts";

const reviewOfRun9 = { review_run_id: "9", gate_id: "'a'", gate_sha: GATE_A };

/** What would change a finding that is there, or what it rests on. */
export const badFindingChanges: readonly BadState[] = [
  ...[
    "severity = 'fail'",
    "message = 'x'",
    "message = message",
    "suggestion = NULL",
    `key = ${key("d")}`,
    "ordinal = 7",
    "gate_review_id = 10",
    "gate_review_id = 7",
    "continues_finding_id = 1",
    "id = 9",
    "rowid = 9",
    "id = 1",
  ].flatMap((change): BadState[] => [
    [`set ${change}`, `UPDATE findings SET ${change} WHERE id = 2`],
    [`set ${change}, or replace`, `UPDATE OR REPLACE findings SET ${change} WHERE id = 2`],
    [`set ${change}, or ignore`, `UPDATE OR IGNORE findings SET ${change} WHERE id = 2`],
  ]),
  ["move to another review of an ended run", "UPDATE findings SET gate_review_id = 2 WHERE id = 1"],
  ["delete after completion", "DELETE FROM findings WHERE id = 1"],
  ["delete after failure, without quotes", "DELETE FROM findings WHERE id = 3"],
  ["delete before its quotes", "DELETE FROM findings WHERE id = 2"],
  ["delete all", "DELETE FROM findings"],
  ["its review milder", "UPDATE gate_reviews SET decision = 'warn' WHERE id = 9"],
  ["its review a pass", "UPDATE gate_reviews SET decision = 'pass' WHERE id = 9"],
  ["its review a pass, or replace", "UPDATE OR REPLACE gate_reviews SET decision = 'pass' WHERE id = 9"],
  [
    "its review a pass, with more",
    "UPDATE gate_reviews SET rationale_markdown = 'x', decision = 'error' WHERE id = 9",
  ],
  ["its review gone", "DELETE FROM gate_reviews WHERE id = 9"],
  ["all reviews gone", "DELETE FROM gate_reviews WHERE review_run_id = 9"],
  ["its review under another id", "UPDATE gate_reviews SET id = 99 WHERE id = 9"],
  ["its review replaced", insert("gate_reviews", reviewOfRun9, "REPLACE")],
  ["its review replaced under its id", insert("gate_reviews", { ...reviewOfRun9, id: "9" }, "REPLACE")],
  [
    "its review replaced by a fail",
    insert("gate_reviews", { ...reviewOfRun9, decision: "'fail'" }, "REPLACE"),
  ],
  [
    "its review upserted",
    `${insert("gate_reviews", reviewOfRun9)} ON CONFLICT (review_run_id, gate_id) DO UPDATE SET decision = 'pass'`,
  ],
  ["its review in another run", "UPDATE OR REPLACE gate_reviews SET review_run_id = 4 WHERE id = 9"],
  [
    "its review of another note version",
    `UPDATE gate_reviews SET reviewed_note_sha = ${GATE_A} WHERE id = 9`,
  ],
  ["its run of another note version", `UPDATE review_runs SET reviewed_note_sha = ${GATE_A} WHERE id = 9`],
];

const ofA4 = { review_run_id: "4" };
const gate = (changes: Record<string, string>, verb?: string) =>
  insert("gates_without_quotes", changes, verb);

/** Gates that need no quotes, said of a run that was not asked so. */
export const badGatesWithoutQuotes: readonly BadState[] = [
  ["of no run", gate({ review_run_id: "99" })],
  ["of no run, which is NULL", gate({ review_run_id: "NULL" })],
  ["of a completed run", gate({ review_run_id: "2", gate_id: "'b'" })],
  ["of a failed run", gate({ review_run_id: "3" })],
  ["after the first review", gate({ review_run_id: "1" })],
  ["after the first review, of a gate not reviewed", gate({ review_run_id: "1", gate_id: "'b'" })],
  ["of a gate not requested", gate({ gate_id: "'b'" })],
  ["of no gate", gate({ gate_id: "NULL" })],
  ["of a gate that is bytes", gate({ gate_id: "x'61'" })],
  ["of a run without gates", gate({ review_run_id: "7" })],
  ...["INSERT", "INSERT OR IGNORE", "INSERT OR FAIL", "REPLACE"].map(
    (verb): BadState => [`${verb}: twice`, gate({ ...ofA4, gate_id: "'b'" }, verb)],
  ),
  ["twice in one statement", insertTogether("gates_without_quotes", ofA4, ofA4)],
  ["another gate", "UPDATE gates_without_quotes SET gate_id = 'a' WHERE review_run_id = 4"],
  ["another run", "UPDATE OR REPLACE gates_without_quotes SET review_run_id = 6 WHERE review_run_id = 4"],
  ["the same again", "UPDATE gates_without_quotes SET gate_id = gate_id"],
  ["delete from a running run", "DELETE FROM gates_without_quotes WHERE review_run_id = 4"],
  ["delete from a completed run", "DELETE FROM gates_without_quotes WHERE review_run_id = 2"],
];
