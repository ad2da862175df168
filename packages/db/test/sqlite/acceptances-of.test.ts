import type { Database } from "better-sqlite3";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { GateVersions, NoteVersion } from "../../src/answers.ts";
import { acceptanceReader } from "../../src/sqlite/reads/acceptances-of.ts";
import { listNewestVersions } from "../../src/sqlite/reads/newest-versions.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { GATE_A, GATE_B, hostileLedger, insert, NOTE } from "./hostile-ledger.ts";

interface EventRow {
  id: number;
  gate_id: string;
  accepted_gate_sha: string;
  acceptance_kind: string;
}

const listed = (versions: GateVersions) =>
  Array.from(versions, ([gateId, shas]) => shas.map((sha) => `${gateId} ${sha}`))
    .flat()
    .toSorted();

/** What `listNewestVersions` says was taken back of a note's text. */
const withdrawnOf = (sqlite: Database, { modelId, ...note }: NoteVersion & { modelId: ModelId }) =>
  listNewestVersions(sqlite, modelId, [note])
    .flat()
    .filter(
      ({ acceptedNoteSha, acceptanceKind }) =>
        acceptedNoteSha === note.noteSha && acceptanceKind === "withdrawn",
    )
    .map(({ gateId, acceptedGateSha }) => `${gateId} ${acceptedGateSha}`)
    .toSorted();

/** By the definition: the last event of each version of a gate, whichever that is. */
function lastKinds(sqlite: Database, asked: Record<"modelId" | "notePath" | "noteSha", string>) {
  const rows = sqlite
    .prepare<[typeof asked], EventRow>(
      `SELECT * FROM acceptance_events
       WHERE model_id = @modelId AND note_path = @notePath AND accepted_note_sha = @noteSha ORDER BY id`,
    )
    .all(asked);
  const last = new Map(rows.map((row) => [`${row.gate_id} ${row.accepted_gate_sha}`, row.acceptance_kind]));
  const having = (isWithdrawn: boolean) =>
    Array.from(last, ([version, kind]) => ((kind === "withdrawn") === isWithdrawn ? [version] : []))
      .flat()
      .toSorted();
  return { accepted: having(false), withdrawn: having(true) };
}

const ofReview = { accepted_review_id: "2", remark: "'why'" };
const kinds = {
  "migration-import": { accepted_review_id: "NULL", acceptance_kind: "'migration-import'" },
  "manual-ack": { ...ofReview, acceptance_kind: "'manual-ack'" },
  withdrawn: { ...ofReview, acceptance_kind: "'withdrawn'" },
};

it("what is recorded of a version follows the events, however and in whatever order those are inserted", () => {
  const event = fc.record({
    verb: fc.constantFrom("INSERT", "REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL", "INSERT OR ROLLBACK"),
    kind: fc.constantFrom(...Object.values(kinds)),
    row: fc.record(
      {
        id: fc.integer({ min: 2, max: 40 }).map(String),
        note_path: fc.constantFrom("'n.md'", "'n.md'", "'ü'", "'\u{1F600}'"),
        gate_id: fc.constantFrom(
          "'a'",
          "'a'",
          "'b'",
          "'B'",
          "'b '",
          `'a' || char(0) || '+' || ${GATE_A} || 'b'`,
        ),
        model_id: fc.constantFrom("'m'", "'m'", "'m2'"),
        accepted_note_sha: fc.constantFrom(NOTE, GATE_A),
        accepted_gate_sha: fc.constantFrom(GATE_A, GATE_B),
      },
      { requiredKeys: ["note_path", "gate_id", "model_id"] },
    ),
  });
  fc.assert(
    fc.property(fc.boolean(), fc.array(event, { minLength: 5 }), (recursive, events) => {
      const sqlite = hostileLedger({ foreignKeys: true });
      sqlite.pragma(`recursive_triggers = ${recursive ? "ON" : "OFF"}`);
      const read = {
        m: acceptanceReader(sqlite, "m" as ModelId),
        m2: acceptanceReader(sqlite, "m2" as ModelId),
      };
      for (const { verb, kind, row } of events) {
        try {
          sqlite.exec(insert("acceptance_events", { ...row, ...kind }, verb));
        } catch {
          // An id that is taken, or a withdrawal of what is not accepted.
        }
      }
      for (const modelId of ["m", "m2"] as const) {
        for (const notePath of ["n.md", "ü", "\u{1F600}"]) {
          for (const noteSha of [NOTE, GATE_A].map((quoted) => quoted.slice(1, -1))) {
            const { accepted } = read[modelId]({ notePath, noteSha });
            const asked = { modelId: modelId as ModelId, notePath, noteSha };
            const answer = { accepted: listed(accepted), withdrawn: withdrawnOf(sqlite, asked) };
            expect(answer).toEqual(lastKinds(sqlite, asked));
          }
        }
      }
      const broken = sqlite
        .prepare(
          `SELECT id, lag(acceptance_kind) OVER (PARTITION BY model_id, note_path, gate_id, accepted_note_sha, accepted_gate_sha
             ORDER BY id) AS before, acceptance_kind FROM acceptance_events`,
        )
        .all()
        .filter((row) => {
          const { before, acceptance_kind: kind } = row as { before: string | null; acceptance_kind: string };
          return kind === "withdrawn" && (before === null || before === "withdrawn");
        });
      expect(broken).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
