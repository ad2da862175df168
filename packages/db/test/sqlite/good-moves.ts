import { end, GATE_A, GATE_B, insert, NOTE } from "./hostile-ledger.ts";

export type GoodMove = readonly [name: string, sql: string, question: string, answer: unknown[][]];

const run = (id: number) =>
  `SELECT status, completed_at IS NOT NULL, failure_reason FROM review_runs WHERE id = ${id}`;
const events = "SELECT gate_id, accepted_review_id, acceptance_kind FROM acceptance_events WHERE id > 1";

/** The pair that is accepted already, by event 1. */
const accepted = { gate_id: "'a'", accepted_review_id: "2", accepted_gate_sha: GATE_A };

const withdrawn = { ...accepted, acceptance_kind: "'withdrawn'", remark: "'seen again'" };

/** What raw SQL may do: the moves the design knows, one by one, with foreign keys on or off. */
export const goodMoves: readonly GoodMove[] = [
  ["start a run", insert("review_runs"), run(10), [["running", 0, null]]],
  [
    "request a gate before the first review",
    insert("review_run_gates"),
    "SELECT gate_id FROM review_run_gates WHERE review_run_id = 5 ORDER BY ordinal",
    [["a"], ["c"]],
  ],
  [
    "review the missing gate and complete",
    `${insert("gate_reviews")}; ${end(1, "completed")}`,
    run(1),
    [["completed", 1, null]],
  ],
  [
    "correct a decision and complete",
    `UPDATE gate_reviews SET decision = 'warn' WHERE id = 6; ${end(6, "completed")}`,
    run(6),
    [["completed", 1, null]],
  ],
  [
    "replace a gate review while running",
    `DELETE FROM gate_reviews WHERE id = 1;
     ${insert("gate_reviews", { gate_id: "'a'", gate_sha: GATE_A, decision: "'fail'" })}`,
    "SELECT id, decision FROM gate_reviews WHERE review_run_id = 1",
    [[14, "fail"]],
  ],
  ["fail a run", end(4, "failed", ", failure_reason = 'x'"), run(4), [["failed", 1, "x"]]],
  [
    "rekey a run without gate reviews",
    "UPDATE review_runs SET model_id = 'm2' WHERE id = 4",
    "SELECT model_id FROM review_runs WHERE id = 4",
    [["m2"]],
  ],
  [
    "attach execution data after the end",
    `UPDATE review_runs SET telemetry_json = '{"model":"x"}', raw_bundle_markdown = 'b', debug_log = 'l' WHERE id IN (2, 3)`,
    "SELECT id FROM review_runs WHERE debug_log = 'l'",
    [[2], [3]],
  ],
  ["accept by full review", insert("acceptance_events"), events, [["b", 3, "full-review"]]],
  [
    "carry an unchanged pair over to a new name of the note, then override there",
    `${insert("acceptance_events", { ...accepted, note_path: "'new.md'", acceptance_kind: "'trivial-change-ack'" })};
     ${insert("acceptance_events", {
       ...accepted,
       acceptance_kind: "'manual-override'",
       override_decision: "'pass'",
       remark: "'why'",
       note_path: "'new.md'",
       accepted_note_sha: GATE_B,
     })}`,
    `${events} AND note_path = 'new.md'`,
    [
      ["a", 2, "trivial-change-ack"],
      ["a", 2, "manual-override"],
    ],
  ],
  [
    "carry an unchanged pair over to a new name of the gate",
    insert("acceptance_events", { ...accepted, acceptance_kind: "'gate-migration'", gate_id: "'renamed'" }),
    events,
    [["renamed", 2, "gate-migration"]],
  ],
  [
    "acknowledge another version",
    insert("acceptance_events", {
      gate_id: "'a'",
      accepted_review_id: "2",
      accepted_note_sha: GATE_B,
      accepted_gate_sha: NOTE,
      acceptance_kind: "'trivial-change-ack'",
    }),
    events,
    [["a", 2, "trivial-change-ack"]],
  ],
  [
    "override with a decision and a remark",
    insert("acceptance_events", {
      acceptance_kind: "'manual-override'",
      override_decision: "'pass'",
      remark: "'why'",
    }),
    events,
    [["b", 3, "manual-override"]],
  ],
  [
    "import history without a review",
    insert("acceptance_events", { acceptance_kind: "'migration-import'", accepted_review_id: "NULL" }),
    events,
    [["b", null, "migration-import"]],
  ],
  [
    "import a review whose decision is unknown, in a run that has failed",
    `${insert("gate_reviews", { review_kind: "'manual-import'", decision: "'unknown'" })};
     ${end(1, "failed", ", failure_reason = 'imported'")};
     ${insert("acceptance_events", { acceptance_kind: "'migration-import'", accepted_review_id: "14" })}`,
    events,
    [["b", 14, "migration-import"]],
  ],
  ["keep a text", insert("snapshots"), "SELECT count(*) FROM snapshots WHERE text = 'new'", [[1]]],
  [
    "take a leap day",
    insert("review_runs", { started_at: "'2028-02-29T23:59:59.999Z'" }),
    "SELECT started_at FROM review_runs WHERE id = 13",
    [["2028-02-29T23:59:59.999Z"]],
  ],
  [
    "take an acceptance back, accept that version again, and take it back again",
    `${insert("acceptance_events", withdrawn)};
     ${insert("acceptance_events", { ...accepted, acceptance_kind: "'manual-ack'" })};
     ${insert("acceptance_events", withdrawn)}`,
    events,
    [
      ["a", 2, "withdrawn"],
      ["a", 2, "manual-ack"],
      ["a", 2, "withdrawn"],
    ],
  ],
  [
    "take an earlier version back that is accepted still",
    `${insert("acceptance_events", { ...accepted, accepted_note_sha: GATE_B, acceptance_kind: "'manual-ack'" })};
     ${insert("acceptance_events", withdrawn)}`,
    events,
    [
      ["a", 2, "manual-ack"],
      ["a", 2, "withdrawn"],
    ],
  ],
  [
    "take an acceptance back under an id of its own",
    insert("acceptance_events", { ...withdrawn, id: "7" }),
    "SELECT id FROM acceptance_events WHERE acceptance_kind = 'withdrawn'",
    [[7]],
  ],
];

const otherText = { sha: NOTE, text: "'other'" };

/** A sha that is there keeps its text, whatever a writer does. */
export const ignoredMoves: readonly (readonly [name: string, sql: string])[] = [
  ["snapshot inserted again", insert("snapshots", otherText)],
  ["snapshot replaced", insert("snapshots", otherText, "INSERT OR REPLACE")],
  ["snapshot upserted", `${insert("snapshots", otherText)} ON CONFLICT (sha) DO UPDATE SET text = 'other'`],
];
