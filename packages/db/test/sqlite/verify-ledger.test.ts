import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import type { Database } from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { verifyLedger } from "../../src/reads.ts";
import { INVARIANTS } from "../../src/sqlite/integrity/sqlite-invariants.ts";
import { changeRun, insertRun, type RunChange } from "../../src/transitions.ts";
import { newRun } from "../new-run.ts";
import { BROKEN_FINDINGS, recordFindings } from "./broken-findings.ts";
import { BROKEN_OPINIONS, recordDoubt } from "./broken-opinions.ts";
import { BROKEN_QUARANTINES, recordLiftedQuarantine } from "./broken-quarantines.ts";
import { BROKEN_SAMPLES, recordSample } from "./broken-samples.ts";
import { BROKEN_WAIVERS, recordDecisions } from "./broken-waivers.ts";
import { openSqlite } from "./open-sqlite.ts";

const reviews = ["a", "b"].map(
  (gateId) => ({ gateId, decision: "pass", rationaleMarkdown: "fine", evidence: { at: 1 } }) as const,
);

/** Run 1 is completed with reviews 1 and 2, run 2 failed with reviews 3 and 4, run 3 is running with 5 and 6; and some findings. */
async function soundLedger() {
  const { ledger, sqlite } = await openSqlite();
  const changes: RunChange[] = [
    { gateReviews: reviews, end: { status: "completed" }, telemetry: { model: "x" } },
    { gateReviews: reviews, end: { status: "failed", reason: "gave up" } },
    { gateReviews: reviews },
  ];
  for (const change of changes) {
    const id = await insertRun(ledger, newRun());
    await changeRun(ledger, id, () => ({ change }));
  }
  await recordFindings(ledger);
  await recordDecisions(ledger);
  await recordLiftedQuarantine(ledger);
  await recordSample(ledger);
  await recordDoubt(ledger);
  return { ledger, sqlite };
}

/** Brings a statement past everything that would refuse it, as a damaged disk or another program might. */
function smuggle(sqlite: Database, sql: string): void {
  const triggers = sqlite
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  sqlite.pragma("foreign_keys = OFF");
  sqlite.pragma("ignore_check_constraints = ON");
  for (const { name } of triggers) sqlite.exec(`DROP TRIGGER ${name}`);
  sqlite.exec(sql);
  for (const trigger of triggers) sqlite.exec(trigger.sql);
}

async function violationsAfter(sql: string): Promise<string[]> {
  const { ledger, sqlite } = await soundLedger();
  smuggle(sqlite, sql);
  const reports = await verifyLedger(ledger);
  return reports.flatMap(({ name, violations }) => (violations === 0 ? [] : [`${violations} ${name}`]));
}

const sha = (text: string) => `'${snapshotOf(text).sha}'`;
const accept = (columns: string, values: string) =>
  `INSERT INTO acceptance_events (note_path, model_id, accepted_note_sha, accepted_gate_sha, accepted_at, ${columns})
   VALUES ('n.md', 'm', ${sha("a note")}, ${sha("gate a")}, '2026-03-01T12:00:00.000Z', ${values})`;
const override = (columns: string, values: string) =>
  accept(`gate_id, accepted_review_id, acceptance_kind, ${columns}`, `'a', 1, 'manual-override', ${values}`);
const withdraw = (values: string) =>
  accept("acceptance_kind, gate_id, accepted_review_id, remark", `'withdrawn', ${values}`);

/** What breaks which rules; all of them are broken at least once. */
const BROKEN: [sql: string, ...rules: string[]][] = [
  ["DROP INDEX review_runs_open", "tables, indexes"],
  [
    "UPDATE review_runs SET status = 'aborted' WHERE id = 2",
    "a run is running",
    "a run has a failure reason",
  ],
  ["INSERT INTO decisions VALUES ('maybe')", "the words are"],
  ["INSERT INTO finding_severities VALUES ('pass')", "the words are"],
  ["DELETE FROM waiver_kinds WHERE kind = 'unwaived'", "the words are"],
  ["DELETE FROM finding_severities WHERE severity = 'fail'", "the words are"],
  ["UPDATE review_runs SET completed_at = NULL WHERE id = 1", "a run has an end"],
  ["UPDATE review_runs SET failure_reason = ' ' WHERE id = 2", "a run has a failure reason"],
  [
    "UPDATE gate_reviews SET decision = 'error' WHERE id = 2",
    "a completed run has a review",
    "an acceptance rests on",
  ],
  [
    `CREATE TABLE copy AS SELECT * FROM gate_reviews; DROP TABLE gate_reviews;
     ALTER TABLE copy RENAME TO gate_reviews; INSERT INTO gate_reviews SELECT * FROM gate_reviews WHERE id = 5`,
    "tables, indexes",
    "a run has one review per gate",
  ],
  [`UPDATE gate_reviews SET gate_sha = ${sha("gate b")} WHERE id = 5`, "a review is of a gate that its run"],
  ["UPDATE gate_reviews SET note_path = 'x.md' WHERE id = 5", "a review has the note"],
  ["UPDATE gate_reviews SET decision = 'unknown' WHERE id = 5", "a review has a decision"],
  ["DELETE FROM acceptance_events WHERE id = 1", "a completed run has an acceptance event"],
  [
    accept("gate_id, accepted_review_id, acceptance_kind", "'a', 5, 'full-review'"),
    "a completed run has an acceptance event",
    "an acceptance rests on",
  ],
  [
    `UPDATE acceptance_events SET accepted_gate_sha = ${sha("gate b")} WHERE id = 1`,
    "a full-review or attested acceptance",
  ],
  [accept("gate_id, acceptance_kind", "'a', 'trivial-change-ack'"), "an acceptance rests on"],
  ["UPDATE acceptance_events SET model_id = 'other' WHERE id = 1", "an acceptance has the partition"],
  // Of what was never accepted in this version, without a reason, twice, and before what it takes back.
  [withdraw("'b', 2, 'x'"), "what is taken back"],
  [withdraw("'a', 1, NULL"), "what is taken back"],
  [`${withdraw("'a', 1, 'x'")}; ${withdraw("'a', 1, 'x'")}`, "what is taken back"],
  [
    `${withdraw("'a', 1, 'x'")}; UPDATE acceptance_events SET id = id * 10 WHERE id < 5; UPDATE acceptance_events SET id = 9 WHERE remark = 'x'`,
    "what is taken back",
  ],
  [override("remark", "'why'"), "an acceptance is of a known kind"],
  [override("override_decision", "'pass'"), "an acceptance is of a known kind"],
  [`DELETE FROM snapshots WHERE sha = ${sha("gate b")}`, "the texts of every run"],
  [`UPDATE snapshots SET text = 'x' WHERE sha = ${sha("a note")}`, "a snapshot's sha"],
  [
    "UPDATE acceptance_events SET accepted_note_sha = 'x' WHERE id = 1",
    "a full-review or attested acceptance",
    "an acceptance names versions",
  ],
  ["UPDATE review_runs SET model_id = 'Opus 4' WHERE id = 3", "a review has the note", "a partition is"],
  ["UPDATE review_runs SET started_at = '2026-02-30T12:00:00.000Z' WHERE id = 3", "every time is"],
  ["UPDATE review_runs SET telemetry_json = '[]' WHERE id = 3", "telemetry is"],
  ["UPDATE gate_reviews SET evidence_json = '{' WHERE id = 3", "telemetry is"],
  [`UPDATE review_runs SET telemetry_json = '{"rekeyed":true}' WHERE id = 3`, "a run that was rekeyed"],
  // What is attested, and is accepted as a full review, comes from a reviewer, or stands beside a full review.
  [
    "UPDATE gate_reviews SET review_kind = 'attested' WHERE review_run_id = 1; UPDATE review_runs SET runner = 'lock' WHERE id = 1",
    "a completed run has an acceptance event",
    "what is attested comes",
  ],
  ["UPDATE gate_reviews SET review_kind = 'attested' WHERE review_run_id = 2", "what is attested comes"],
  [
    "UPDATE gate_reviews SET review_kind = 'attested' WHERE id = 3; UPDATE review_runs SET runner = 'lock' WHERE id = 2",
    "what is attested comes",
  ],
  [
    "UPDATE acceptance_events SET acceptance_kind = 'attested' WHERE id = 1",
    "a completed run has an acceptance event",
    "what is attested comes",
  ],
  ...BROKEN_FINDINGS,
  ...BROKEN_WAIVERS,
  ...BROKEN_QUARANTINES,
  ...BROKEN_SAMPLES,
  ...BROKEN_OPINIONS,
];

describe("verifyLedger", () => {
  it("finds nothing wrong in what the ledger's own functions wrote", async () => {
    const { ledger } = await soundLedger();
    const reports = await verifyLedger(ledger);
    expect(reports.map(({ name }) => name)).toEqual(INVARIANTS.map(({ name }) => name));
    expect(reports.filter(({ violations }) => violations !== 0)).toEqual([]);
  });

  it("finds nothing wrong in a withdrawal of what is accepted, and in the next", async () => {
    const again = accept("gate_id, accepted_review_id, acceptance_kind", "'a', 1, 'manual-ack'");
    const taken = withdraw("'a', 1, 'x'");
    expect(await violationsAfter([taken, again, taken].join("; "))).toEqual([]);
  });

  it.each(BROKEN)("finds what breaks a rule: %s", async (sql, ...rules) => {
    const found = await violationsAfter(sql);
    const named = found.map((line) => rules.find((rule) => line.includes(` ${rule}`)) ?? line);
    expect(named.toSorted()).toEqual(rules.toSorted());
  });

  it("has every rule tried", () => {
    const tried = BROKEN.flatMap(([, ...rules]) => rules);
    const untried = INVARIANTS.filter(({ name }) => !tried.some((rule) => name.startsWith(rule)));
    expect(untried).toEqual([]);
  });

  it("takes a text with any character for what it is", async () => {
    const { ledger } = await openSqlite();
    await insertRun(ledger, newRun({ note: snapshotOf("\uFEFFü \u0000 \u{1F600}\r\n") }));
    expect((await verifyLedger(ledger)).filter(({ violations }) => violations !== 0)).toEqual([]);
  });
});
