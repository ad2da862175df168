// Values for every column of every table: right somewhere, or right nowhere.
import { createHash } from "node:crypto";

/** @param {string} text */
const quote = (text) => `'${text.replaceAll("'", "''")}'`;
/** @param {string} text */
const sha = (text) => quote(createHash("sha256").update(text).digest("hex"));

const ID = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "15", "0", "-1", "NULL", "1.5", "'2'"];
const NOTE = ["'n.md'", "'o.md'", "'p.md'", "''", "NULL"];
const GATE = ["'a'", "'b'", "'c'", "''", "NULL"];
export const MODEL = ["'m'", "'m2'", "'M'", "''", "NULL"];
const NOTE_SHA = [sha("note n.md"), sha("note o.md"), sha("gate a"), sha("nowhere"), "'abc'", "NULL"];
const GATE_SHA = [sha("gate a"), sha("gate b"), sha("note n.md"), sha("nowhere"), "'abc'", "NULL"];
export const TIME = ["'2026-03-01T12:00:00.000Z'", "'2026-03-02T12:00:00.000Z'", "'now'", "NULL"];
const TEXT = ["'because'", "' '", "''", "NULL", "x'00'"];
/** Of a text that nothing refers to, which only a rule keeps. */
export const UNUSED = { sha: sha("unused"), text: "'unused'" };
const JSON_TEXT = ["'{}'", "'[1]'", "'{'", "NULL"];

const NUMBER = ["0", "1", "2", "4", "9", "-1", "NULL"];

/** Every column of every table, with values that are right somewhere and values that are right nowhere. */
export const TABLES = {
  run_statuses: { status: ["'running'", "'completed'", "'aborted'", "NULL"] },
  decisions: { decision: ["'pass'", "'unknown'", "'maybe'", "NULL"] },
  review_kinds: { review_kind: ["'full-review'", "'manual-import'", "'hearsay'", "NULL"] },
  acceptance_kinds: { acceptance_kind: ["'full-review'", "'withdrawn'", "'a-nod'", "NULL"] },
  review_runs: {
    id: ID,
    note_path: NOTE,
    model_id: MODEL,
    runner: ["'r'", "'lock'", "''", "NULL"],
    reviewed_note_sha: NOTE_SHA,
    started_at: TIME,
    completed_at: TIME,
    status: ["'running'", "'completed'", "'failed'", "'aborted'", "NULL"],
    failure_reason: TEXT,
    telemetry_json: JSON_TEXT,
    raw_bundle_markdown: TEXT,
    debug_log: TEXT,
  },
  review_run_gates: {
    review_run_id: ID,
    gate_id: GATE,
    gate_sha: GATE_SHA,
    ordinal: ["0", "1", "2", "-1", "NULL"],
  },
  gate_reviews: {
    id: ID,
    review_run_id: ID,
    note_path: NOTE,
    gate_id: GATE,
    model_id: MODEL,
    decision: ["'pass'", "'warn'", "'fail'", "'error'", "'unknown'", "'PASS'", "NULL"],
    rationale_markdown: TEXT,
    evidence_json: JSON_TEXT,
    gate_sha: GATE_SHA,
    reviewed_note_sha: NOTE_SHA,
    reviewed_at: TIME,
    review_kind: ["'full-review'", "'manual-import'", "'attested'", "'other'", "NULL"],
  },
  finding_severities: { severity: ["'warn'", "'info'", "NULL"] },
  gates_without_quotes: { review_run_id: ID, gate_id: GATE },
  findings: {
    id: ID,
    gate_review_id: ID,
    ordinal: NUMBER,
    severity: ["'warn'", "'fail'", "'pass'", "NULL"],
    message: TEXT,
    suggestion: TEXT,
    key: ["'0123456789abcdef'", "'fedcba9876543210'", "'0123'", "NULL"],
    continues_finding_id: ID,
  },
  finding_quotes: {
    finding_id: ID,
    ordinal: NUMBER,
    exact: ["'note'", "'note n.md'", "'note o.md'", "'nowhere'", "''", "NULL"],
    prefix: ["''", "'note '", "'x'", "NULL"],
    suffix: ["''", "' n.md'", "'x'", "NULL"],
    start_offset: NUMBER,
    end_offset: NUMBER,
    start_line: NUMBER,
    start_column: NUMBER,
    end_line: NUMBER,
    end_column: NUMBER,
  },
  waiver_kinds: { kind: ["'waived'", "'forgotten'", "NULL"] },
  waivers: {
    id: ID,
    key: ["'0123456789abcdef'", "'0123'", "NULL"],
    kind: ["'waived'", "'unwaived'", "'forgotten'", "NULL"],
    severity: ["'warn'", "'fail'", "'info'", "NULL"],
    reason: TEXT,
    author: TEXT,
    until_date: ["'2026-12-31'", "'2026-02-30'", "'soon'", "NULL"],
    decided_at: TIME,
  },
  acceptance_events: {
    id: ID,
    note_path: NOTE,
    gate_id: GATE,
    model_id: MODEL,
    accepted_review_id: ID,
    accepted_note_sha: NOTE_SHA,
    accepted_gate_sha: GATE_SHA,
    accepted_at: TIME,
    acceptance_kind: [
      "'full-review'",
      "'trivial-change-ack'",
      "'gate-migration'",
      "'manual-override'",
      "'migration-import'",
      "'manual-ack'",
      "'withdrawn'",
      "'attested'",
      "'other'",
    ],
    override_decision: ["'pass'", "'fail'", "'error'", "NULL"],
    remark: TEXT,
  },
  quarantine_kinds: { kind: ["'quarantined'", "'forgotten'", "NULL"] },
  gate_quarantines: {
    id: ID,
    gate_id: GATE,
    gate_sha: GATE_SHA,
    model_id: MODEL,
    kind: ["'quarantined'", "'lifted'", "'forgotten'", "NULL"],
    reason: TEXT,
    evidence_json: [`'{"reviews":[7]}'`, `'{"reviews":[99]}'`, `'{"reviews":[]}'`, ...JSON_TEXT],
    decided_at: TIME,
  },
  opinion_kinds: { kind: ["'confirmed'", "'forgotten'", "NULL"] },
  opinions: {
    id: ID,
    finding_id: ID,
    kind: ["'confirmed'", "'disputed'", "'forgotten'", "NULL"],
    model_id: MODEL,
    runner: ["'r'", "''", "NULL"],
    reason: TEXT,
    telemetry_json: JSON_TEXT,
    said_at: TIME,
  },
  samples: {
    id: ID,
    gate_id: GATE,
    gate_sha: GATE_SHA,
    model_id: MODEL,
    seed: TEXT,
    population: NUMBER,
    flips_at_most: NUMBER,
    confidence: ["0.95", "0.0", "1.0", "NULL"],
    taken_at: TIME,
  },
  sample_reviews: { sample_id: ID, acceptance_event_id: ID },
  sampled_acceptances: { acceptance_event_id: ID, sample_id: ID },
  snapshots: { sha: [UNUSED.sha, ...NOTE_SHA, ...GATE_SHA], text: ["'note n.md'", "'other'", "NULL"] },
  imported_rows: {
    row_sha: [...NOTE_SHA, ...GATE_SHA],
    old_row: ["'old'", "''", "NULL"],
    review_run_id: ID,
    acceptance_event_id: ID,
  },
};
