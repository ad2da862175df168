import { end, GATE_A, GATE_B, insert, NOTE, sha, TIME, UNKNOWN_SHA } from "./hostile-ledger.ts";

/** What must be refused, by name. Every statement breaks one rule and would be right without it. */
export type BadState = readonly [name: string, sql: string];

const failed = (run: number) => end(run, "failed", ", failure_reason = 'x'");
const otherSha = `'${sha("gate c")}'`;

export const badRuns: readonly BadState[] = [
  ["completed at birth", insert("review_runs", { status: "'completed'", completed_at: TIME })],
  [
    "failed at birth",
    insert("review_runs", { status: "'failed'", completed_at: TIME, failure_reason: "'x'" }),
  ],
  ["unknown status at birth", insert("review_runs", { status: "'prepared'" })],
  ["end at birth", insert("review_runs", { completed_at: TIME })],
  ["failure reason at birth", insert("review_runs", { failure_reason: "'x'" })],
  ["note without a snapshot", insert("review_runs", { reviewed_note_sha: UNKNOWN_SHA })],
  ["id zero", insert("review_runs", { id: "0" })],
  ["id -1, which is what a trigger sees for an id not yet given", insert("review_runs", { id: "-1" })],
  ["completed again", end(2, "completed", ", failure_reason = NULL").replace("12:00", "13:00")],
  ["completed, then failed", failed(2)],
  ["failed, then completed", end(3, "completed", ", failure_reason = NULL")],
  ["failed again with another reason", failed(3)],
  ["completed, then running", "UPDATE review_runs SET status = 'running', completed_at = NULL WHERE id = 2"],
  [
    "failed, then running",
    "UPDATE review_runs SET status = 'running', completed_at = NULL, failure_reason = NULL WHERE id = 3",
  ],
  [
    "running again by way of the default",
    "UPDATE OR REPLACE review_runs SET status = NULL, completed_at = NULL WHERE id = 2",
  ],
  ["unknown status", end(4, "aborted")],
  ["completed with a gate not reviewed", end(1, "completed")],
  ["completed with no gate reviewed", end(4, "completed")],
  ["completed with a decision of error", end(6, "completed")],
  ["completed without gates", end(7, "completed")],
  ["completed without an end", "UPDATE review_runs SET status = 'completed' WHERE id = 8"],
  ["completed with a failure reason", end(8, "completed", ", failure_reason = 'x'")],
  ["failed without a reason", end(4, "failed")],
  ["failed with a blank reason", end(4, "failed", ", failure_reason = ' \n\t'")],
  ["failed without an end", "UPDATE review_runs SET status = 'failed', failure_reason = 'x' WHERE id = 4"],
  ["end of a running run", `UPDATE review_runs SET completed_at = ${TIME} WHERE id = 4`],
  ["failure reason of a running run", "UPDATE review_runs SET failure_reason = 'x' WHERE id = 4"],
  [
    "other end after the end",
    "UPDATE review_runs SET completed_at = '2026-03-01T12:00:00.001Z' WHERE id = 2",
  ],
  ["no end after the end", "UPDATE review_runs SET completed_at = NULL WHERE id = 2"],
  ["other reason after the end", "UPDATE review_runs SET failure_reason = 'y' WHERE id = 3"],
  ["rekey of a completed run", "UPDATE review_runs SET model_id = 'm2' WHERE id = 2"],
  ["rekey of a failed run", "UPDATE review_runs SET model_id = 'm2' WHERE id = 3"],
  ["rekey together with the end", end(1, "failed", ", failure_reason = 'x', model_id = 'm2'")],
  ["other id", "UPDATE review_runs SET id = 99 WHERE id = 4"],
  ["other rowid", "UPDATE review_runs SET rowid = 99 WHERE id = 4"],
  ["id of another run", "UPDATE OR REPLACE review_runs SET id = 2 WHERE id = 4"],
  ["other note", "UPDATE review_runs SET note_path = 'other.md' WHERE id = 4"],
  ["other note sha", `UPDATE review_runs SET reviewed_note_sha = ${GATE_A} WHERE id = 4`],
  ["other runner", "UPDATE review_runs SET runner = 'other' WHERE id = 4"],
  ["other start", "UPDATE review_runs SET started_at = '2026-03-01T12:00:00.001Z' WHERE id = 4"],
  ["delete", "DELETE FROM review_runs WHERE id = 7"],
  ["replace a completed run", insert("review_runs", { id: "2" }, "INSERT OR REPLACE")],
  ["replace a running run", insert("review_runs", { id: "7" }, "REPLACE")],
  [
    "upsert",
    `${insert("review_runs", { id: "2" })} ON CONFLICT (id) DO UPDATE SET status = 'running', completed_at = NULL`,
  ],
];

export const badGateSets: readonly BadState[] = [
  ["gate of no run", insert("review_run_gates", { review_run_id: "99" })],
  ["gate of a completed run", insert("review_run_gates", { review_run_id: "2", ordinal: "2" })],
  ["gate of a failed run", insert("review_run_gates", { review_run_id: "3", ordinal: "2" })],
  ["gate after the first review", insert("review_run_gates", { review_run_id: "1", ordinal: "2" })],
  ["gate without a snapshot", insert("review_run_gates", { gate_sha: UNKNOWN_SHA })],
  ["gate twice", insert("review_run_gates", { gate_id: "'a'" })],
  ["ordinal twice", insert("review_run_gates", { ordinal: "0" })],
  ["negative ordinal", insert("review_run_gates", { ordinal: "-1" })],
  ["empty gate id", insert("review_run_gates", { gate_id: "''" })],
  ["other version", `UPDATE review_run_gates SET gate_sha = ${GATE_B} WHERE review_run_id = 5`],
  ["other order", "UPDATE review_run_gates SET ordinal = 7 WHERE review_run_id = 5"],
  ["delete from a running run", "DELETE FROM review_run_gates WHERE review_run_id = 5"],
  ["delete from a completed run", "DELETE FROM review_run_gates WHERE review_run_id = 2"],
  ["replace", insert("review_run_gates", { gate_id: "'a'", ordinal: "0" }, "INSERT OR REPLACE")],
  ["replace by ordinal", insert("review_run_gates", { ordinal: "0" }, "INSERT OR REPLACE")],
];

export const badReviews: readonly BadState[] = [
  ["review in no run", insert("gate_reviews", { review_run_id: "99" })],
  ["review of a gate not requested", insert("gate_reviews", { review_run_id: "5" })],
  ["review of another gate version", insert("gate_reviews", { gate_sha: GATE_A })],
  ["review of another note", insert("gate_reviews", { note_path: "'other.md'" })],
  ["review of another note version", insert("gate_reviews", { reviewed_note_sha: GATE_A })],
  ["review under another partition", insert("gate_reviews", { model_id: "'m2'" })],
  ["second review of a gate", insert("gate_reviews", { gate_id: "'a'", gate_sha: GATE_A })],
  ["unknown decision from a review of ours", insert("gate_reviews", { decision: "'unknown'" })],
  ["no such decision", insert("gate_reviews", { decision: "'PASS'" })],
  ["no such kind", insert("gate_reviews", { review_kind: "'self'" })],
  ["empty rationale", insert("gate_reviews", { rationale_markdown: "''" })],
  ["blank rationale", insert("gate_reviews", { rationale_markdown: "' \r\n\t '" })],
  ["evidence that is not JSON", insert("gate_reviews", { evidence_json: "'{'" })],
  ["id zero", insert("gate_reviews", { id: "0" })],
  ["review of a completed run", insert("gate_reviews", { review_run_id: "2" }, "INSERT OR REPLACE")],
  ["review of a failed run", insert("gate_reviews", { review_run_id: "3" }, "INSERT OR REPLACE")],
  ["change after completion", "UPDATE gate_reviews SET decision = 'fail' WHERE id = 2"],
  ["change after failure", "UPDATE gate_reviews SET rationale_markdown = 'y' WHERE id = 4"],
  ["delete after completion", "DELETE FROM gate_reviews WHERE id = 3"],
  ["delete after failure", "DELETE FROM gate_reviews WHERE id = 4"],
  ["change to another partition", "UPDATE gate_reviews SET model_id = 'm2' WHERE id = 1"],
  ["change to another note", "UPDATE gate_reviews SET note_path = 'other.md' WHERE id = 1"],
  ["change to another version", `UPDATE gate_reviews SET gate_sha = ${GATE_B} WHERE id = 1`],
  ["move to another gate", `UPDATE gate_reviews SET gate_id = 'b', gate_sha = ${GATE_B} WHERE id = 1`],
  ["move to another run", "UPDATE gate_reviews SET review_run_id = 4 WHERE id = 1"],
  ["move to a completed run", "UPDATE OR REPLACE gate_reviews SET review_run_id = 2 WHERE id = 1"],
  ["other id", "UPDATE gate_reviews SET id = 99 WHERE id = 1"],
  ["id of an accepted review", "UPDATE OR REPLACE gate_reviews SET id = 2 WHERE id = 1"],
  ["replace by the id of an accepted review", insert("gate_reviews", { id: "2" }, "INSERT OR REPLACE")],
];

const ofA = { gate_id: "'a'", accepted_gate_sha: GATE_A };
const ack = { acceptance_kind: "'trivial-change-ack'" };
const imported = { acceptance_kind: "'migration-import'" };
const migration = { acceptance_kind: "'gate-migration'" };
const renamedNote = { ...ofA, ...ack, accepted_review_id: "2", note_path: "'o.md'" };
const renamedGate = { ...ofA, ...migration, accepted_review_id: "2", gate_id: "'c'" };
const override = { acceptance_kind: "'manual-override'", override_decision: "'pass'", remark: "'why'" };

export const badAcceptances: readonly BadState[] = [
  ["of a running run", insert("acceptance_events", { ...ofA, accepted_review_id: "1" })],
  ["of a failed run", insert("acceptance_events", { accepted_review_id: "5" })],
  ["of a decision of error", insert("acceptance_events", { ...ofA, accepted_review_id: "4" })],
  ["of no review", insert("acceptance_events", { accepted_review_id: "99" })],
  ["without a review", insert("acceptance_events", { accepted_review_id: "NULL" })],
  ["twice by full review", insert("acceptance_events", { ...ofA, accepted_review_id: "2" })],
  ["for another note", insert("acceptance_events", { note_path: "'other.md'" })],
  ["for another gate", insert("acceptance_events", { gate_id: "'a'" })],
  ["under another partition", insert("acceptance_events", { model_id: "'m2'" })],
  ["for another note sha", insert("acceptance_events", { accepted_note_sha: GATE_A })],
  ["for another gate sha", insert("acceptance_events", { accepted_gate_sha: otherSha })],
  ["acknowledged without a review", insert("acceptance_events", { ...ack, accepted_review_id: "NULL" })],
  ["acknowledged on a running run", insert("acceptance_events", { ...ofA, ...ack, accepted_review_id: "1" })],
  ["acknowledged on a failed run", insert("acceptance_events", { ...ack, accepted_review_id: "5" })],
  ["acknowledged for another gate", insert("acceptance_events", { ...ack, gate_id: "'a'" })],
  ["overridden for another note", insert("acceptance_events", { ...override, note_path: "'o.md'" })],
  ["note renamed and changed", insert("acceptance_events", { ...renamedNote, accepted_note_sha: GATE_A })],
  [
    "note renamed with a gate changed",
    insert("acceptance_events", { ...renamedNote, accepted_gate_sha: GATE_B }),
  ],
  ["note renamed with another gate", insert("acceptance_events", { ...renamedNote, gate_id: "'b'" })],
  ["note renamed as a gate", insert("acceptance_events", { ...renamedNote, ...migration })],
  ["gate renamed and changed", insert("acceptance_events", { ...renamedGate, accepted_gate_sha: GATE_B })],
  ["gate renamed with another note", insert("acceptance_events", { ...renamedGate, note_path: "'o.md'" })],
  ["gate renamed as a note", insert("acceptance_events", { ...renamedGate, ...ack })],
  [
    "renamed by full review",
    insert("acceptance_events", { ...renamedNote, acceptance_kind: "'full-review'" }),
  ],
  ["renamed on a review never accepted", insert("acceptance_events", { ...ack, note_path: "'o.md'" })],
  ["acknowledged under another partition", insert("acceptance_events", { ...ack, model_id: "'m2'" })],
  [
    "imported on a running run",
    insert("acceptance_events", { ...ofA, ...imported, accepted_review_id: "1" }),
  ],
  ["imported on no review", insert("acceptance_events", { ...imported, accepted_review_id: "99" })],
  ["imported under another partition", insert("acceptance_events", { ...imported, model_id: "'m2'" })],
  ["override without a decision", insert("acceptance_events", { ...override, override_decision: "NULL" })],
  ["override without a remark", insert("acceptance_events", { ...override, remark: "NULL" })],
  ["override with a blank remark", insert("acceptance_events", { ...override, remark: "' \n'" })],
  ["override with error", insert("acceptance_events", { ...override, override_decision: "'error'" })],
  ["decision without an override", insert("acceptance_events", { ...ack, override_decision: "'pass'" })],
  ["no such kind", insert("acceptance_events", { acceptance_kind: "'ack'" })],
  ["id zero", insert("acceptance_events", { id: "0" })],
  ["replace", insert("acceptance_events", { ...ack, id: "1" }, "INSERT OR REPLACE")],
  ["replace by review", insert("acceptance_events", { ...ofA, accepted_review_id: "2" }, "REPLACE")],
  ["other sha", `UPDATE acceptance_events SET accepted_note_sha = ${GATE_A} WHERE id = 1`],
  ["other partition", "UPDATE acceptance_events SET model_id = 'm2' WHERE id = 1"],
  ["other remark", "UPDATE acceptance_events SET remark = 'y' WHERE id = 1"],
  ["other id", "UPDATE OR REPLACE acceptance_events SET id = 9 WHERE id = 1"],
  ["delete", "DELETE FROM acceptance_events WHERE id = 1"],
];

export const badSnapshots: readonly BadState[] = [
  ["other text", `UPDATE snapshots SET text = 'x' WHERE sha = ${NOTE}`],
  ["other sha", `UPDATE OR REPLACE snapshots SET sha = ${GATE_A} WHERE sha = ${NOTE}`],
  ["delete", `DELETE FROM snapshots WHERE sha = ${GATE_B}`],
  ["no text", insert("snapshots", { text: "NULL" })],
];

const badTimes = [
  "2026-03-01T12:00:00Z",
  "2026-03-01T12:00:00.000+01:00",
  "2026-03-01T12:00:00.000",
  "2026-03-01 12:00:00.000",
  "2026-03-01T12:00:00.000z",
  "2026-3-1T12:00:00.000Z",
  "2026-13-01T12:00:00.000Z",
  "2026-02-30T12:00:00.000Z",
  "2026-03-01T25:00:00.000Z",
  "2026-03-01T12:61:00.000Z",
  "1772366400000",
  "now",
  "",
];
const badShas = ["", "abc", "A".repeat(64), "0".repeat(63), "0".repeat(65), `${"0".repeat(63)}g`];
const badModels = ["", "Opus", "claude.opus", "claude opus", "a/b", "claude-opus[1m]", "größe", "m\n"];
const quoted = (values: readonly string[]) => values.map((value) => `'${value}'`);
const withNul = (value: string) => `'${value}' || char(0) || 'x'`;

/** Values that no column of their kind takes. */
export const badValues: readonly BadState[] = [
  ...quoted(badTimes).flatMap((time): BadState[] => [
    [`run started at ${time}`, insert("review_runs", { started_at: time })],
    [`run ended at ${time}`, failed(4).replace(TIME, time)],
    [`gate reviewed at ${time}`, insert("gate_reviews", { reviewed_at: time })],
    [`pair accepted at ${time}`, insert("acceptance_events", { accepted_at: time })],
  ]),
  ...[...quoted(badShas), withNul("0".repeat(64))].flatMap((text): BadState[] => [
    [`snapshot of sha ${text}`, insert("snapshots", { sha: text })],
    [`acceptance of note sha ${text}`, insert("acceptance_events", { ...ack, accepted_note_sha: text })],
    [`acceptance of gate sha ${text}`, insert("acceptance_events", { ...ack, accepted_gate_sha: text })],
  ]),
  ...[...quoted(badModels), withNul("m")].flatMap((model): BadState[] => [
    [`run under ${JSON.stringify(model)}`, insert("review_runs", { model_id: model })],
    [`rekey to ${JSON.stringify(model)}`, `UPDATE review_runs SET model_id = ${model} WHERE id = 4`],
    [
      `acceptance under ${JSON.stringify(model)}`,
      insert("acceptance_events", { ...imported, accepted_review_id: "NULL", model_id: model }),
    ],
  ]),
  ...quoted(["", "{", "'", "[]", "null", "1", '"x"', "{a: 1}"].map((json) => json.replace("'", "''"))).map(
    (json): BadState => [`telemetry ${json}`, `UPDATE review_runs SET telemetry_json = ${json} WHERE id = 4`],
  ),
  ["empty note path", insert("review_runs", { note_path: "''" })],
  ["empty runner", insert("review_runs", { runner: "''" })],
  ["text where a number belongs", insert("review_run_gates", { ordinal: "'first'" })],
  ["bytes where text belongs", insert("snapshots", { text: "x'ff'" })],
];
