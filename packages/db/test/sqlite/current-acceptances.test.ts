import type { Database } from "better-sqlite3";
import fc from "fast-check";
import { expect, it } from "vitest";
import { GATE_A, GATE_B, hostileLedger, insert, NOTE } from "./hostile-ledger.ts";

/** By the events alone, and by the table that follows them. */
function expectToFollow(sqlite: Database): void {
  const columns = "model_id, note_path, gate_id, accepted_note_sha, accepted_gate_sha";
  const newest = `SELECT ${columns}, max(id) FROM acceptance_events GROUP BY 1, 2, 3`;
  const current = `SELECT ${columns}, acceptance_event_id FROM current_acceptances ORDER BY 1, 2, 3`;
  expect(sqlite.prepare(current).raw().all()).toEqual(sqlite.prepare(newest).raw().all());
}

const imported = { accepted_review_id: "NULL", acceptance_kind: "'migration-import'" };
const acknowledged = { gate_id: "'a'", accepted_review_id: "2", acceptance_kind: "'trivial-change-ack'" };

it("current acceptances follow the events, however and in whatever order those are inserted", () => {
  const event = fc.record({
    verb: fc.constantFrom("INSERT", "REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL", "INSERT OR ROLLBACK"),
    row: fc.record(
      {
        id: fc.integer({ min: 2, max: 40 }).map(String),
        note_path: fc.constantFrom("'n.md'", "'ü'", "'\u{1F600}'", "'\uFFFD'"),
        gate_id: fc.constantFrom("'a'", "'b'", "'B'", "'b '"),
        model_id: fc.constantFrom("'m'", "'m2'"),
        accepted_note_sha: fc.constantFrom(NOTE, GATE_A),
        accepted_gate_sha: fc.constantFrom(GATE_A, GATE_B),
      },
      { requiredKeys: ["note_path", "gate_id", "model_id"] },
    ),
  });
  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), fc.array(event), (foreignKeys, recursive, events) => {
      const sqlite = hostileLedger({ foreignKeys });
      sqlite.pragma(`recursive_triggers = ${recursive ? "ON" : "OFF"}`);
      for (const { verb, row } of events) {
        try {
          sqlite.exec(insert("acceptance_events", { ...imported, ...row }, verb));
        } catch {
          // An id that is taken.
        }
        expectToFollow(sqlite);
      }
    }),
    { numRuns: 50 },
  );
});

it.each([
  ["set back", "UPDATE current_acceptances SET acceptance_event_id = 1 WHERE gate_id = 'a'"],
  ["replaced by the earlier event", insert("current_acceptances", {}, "INSERT OR REPLACE")],
  [
    "put over the one of another pair",
    `UPDATE OR REPLACE current_acceptances SET acceptance_event_id = 2, accepted_note_sha = ${GATE_B},
       accepted_gate_sha = ${GATE_A}, gate_id = 'a' WHERE gate_id = 'b'`,
  ],
  ["delete", "DELETE FROM current_acceptances"],
])("a current acceptance cannot be %s", (_, sql) => {
  const sqlite = hostileLedger({ foreignKeys: true });
  sqlite.exec(
    insert("acceptance_events", { ...acknowledged, accepted_note_sha: GATE_B, accepted_gate_sha: GATE_A }),
  );
  sqlite.exec(insert("acceptance_events"));
  expect(() => sqlite.exec(sql)).toThrow(/^(?:a current acceptance|every pair that was accepted)/);
  expectToFollow(sqlite);
});
