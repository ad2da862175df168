import {
  blobId,
  gateText,
  NOTE,
  NOTE_TEXT,
  type OldFileShape,
  type OldRow,
  type OldTables,
  oldTime,
} from "@review/test-kit/old-file.ts";
import fc from "fast-check";

// Old files in every shape at once: each value is usually right, and now and then anything.

const OLDER_TEXT = "# A\n\nThe note as it was.\n";
const LOST_TEXT = "# A\n\nNobody has this text any more.\n";
const OTHER_NOTE = "kb/notes/b.md";
const OTHER_TEXT = "# B\n\nAnother note.\n";

/** The texts that random files name, where they are found. */
export const randomTexts = {
  notes: { [NOTE]: NOTE_TEXT, [OTHER_NOTE]: OTHER_TEXT },
  inGit: [OLDER_TEXT],
};

const usually = <T>(right: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 8, arbitrary: right }, { weight: 1, arbitrary: odd });
const values = (...all: (string | number | null | Uint8Array)[]) => fc.constantFrom(...all);

const runId = usually(values(1, 2, 3, 4), values(null, 99, "x"));
const notePath = usually(
  values(NOTE),
  values(OTHER_NOTE, `./${NOTE}`, "/home/me/kb/kb/notes/a.md", "../x.md", "", null),
);
const gateId = usually(values("prose/a", "prose/b"), values("prose/gone", "", null));
const modelId = usually(values("opus", "sonnet"), values("Opus", "???", null));
const noteSha = usually(
  values(blobId(NOTE_TEXT), blobId(OLDER_TEXT)),
  values(blobId(OTHER_TEXT), blobId(LOST_TEXT), blobId(NOTE_TEXT).toUpperCase(), "HEAD", "", null),
);
const gateSha = usually(
  values(blobId(gateText("prose/a"))),
  values(blobId(gateText("prose/b")), blobId("gone"), "abc", null),
);
const time = usually(
  fc.integer({ min: 0, max: 9 }).map((minutes): string | null => oldTime(minutes)),
  values(
    "2025-11-03T10:00:00",
    "yesterday",
    "2025-02-30T00:00:00Z",
    "0000-01-01T00:00:00+05:00",
    12,
    null,
  ) as fc.Arbitrary<string | null>,
);
const text = usually(values("Some text."), values("", " \n", "\0", null, new Uint8Array([0xff, 0x41]), 7));
const commit = values(null, "c".repeat(40));

const run = fc.record({
  note_path: notePath,
  model_id: modelId,
  runner: usually(values("codex"), values("", null)),
  reviewed_note_sha: noteSha,
  reviewed_note_commit: commit,
  started_at: time,
  completed_at: time,
  status: usually(values("completed"), values("running", "failed", "prepared", null)),
  failure_reason: usually(values(null), values("it broke", " ")),
  telemetry_json: usually(
    values(null, '{"model": "claude-opus-4-8", "reasoning_effort": "high"}'),
    values("{", "[]", '{"model": "mixed"}', '{"model": 5}', `${"[".repeat(2000)}${"]".repeat(2000)}`),
  ),
  raw_bundle_markdown: text,
  debug_log: text,
});

const gate = fc.record({
  review_run_id: runId,
  gate_id: gateId,
  gate_sha: gateSha,
  ordinal: values(0, 1, null),
});

const review = fc.record({
  review_run_id: runId,
  note_path: notePath,
  gate_id: gateId,
  model_id: modelId,
  decision: usually(values("pass", "warn", "fail"), values("error", "unknown", "PASS", null)),
  rationale_markdown: text,
  evidence_json: usually(values(null, "[1]"), values("{", "{}\0x", "")),
  gate_sha: gateSha,
  reviewed_note_sha: noteSha,
  reviewed_note_commit: commit,
  reviewed_at: time,
  review_kind: usually(values("full-review"), values("manual-import", "other", null)),
});

const acceptance = fc.record({
  note_path: notePath,
  gate_id: gateId,
  model_id: modelId,
  accepted_review_id: usually(values(1, 2, 3, 4, 5, 6), values(null, 99)),
  accepted_note_sha: noteSha,
  accepted_note_commit: commit,
  accepted_gate_sha: gateSha,
  accepted_at: time,
  acceptance_kind: usually(
    values("full-review"),
    values("gate-migration", "trivial-change-ack", "migration-import", "manual-override", "other", null),
  ),
});

const withIds = (rows: readonly OldRow[]) => rows.map((row, index) => ({ id: index + 1, ...row }));

/** Random rows; runs, reviews and acceptances get the ids 1, 2, 3, … */
export const oldTables: fc.Arbitrary<OldTables> = fc
  .record({
    review_runs: fc.array(run, { maxLength: 4 }),
    review_run_gates: fc.array(gate, { maxLength: 8 }),
    gate_reviews: fc.array(review, { maxLength: 8 }),
    acceptance_events: fc.array(acceptance, { maxLength: 10 }),
  })
  .map((tables) => ({
    review_runs: withIds(tables.review_runs),
    review_run_gates: tables.review_run_gates,
    gate_reviews: withIds(tables.gate_reviews),
    acceptance_events: withIds(tables.acceptance_events),
  }));

/** Chains that are mostly sound, so that much is fresh: one gate each, with a change in any column of any row. */
export const soundTables: fc.Arbitrary<OldTables> = fc
  .array(
    fc.record({
      text: fc.constantFrom(NOTE_TEXT, NOTE_TEXT, NOTE_TEXT, OLDER_TEXT, LOST_TEXT),
      model: fc.constantFrom("opus", "opus", "sonnet"),
      telemetry: fc.constantFrom(null, null, '{"model": "claude-opus-4-8"}', '{"model": "sonnet"}'),
      at: fc.integer({ min: 0, max: 5 }),
      kind: fc.constantFrom("full-review", "full-review", "trivial-change-ack", "manual-override"),
      hasReview: fc.constantFrom(true, true, true, false),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((chains) => {
    const tables: OldTables = {
      review_runs: [],
      review_run_gates: [],
      gate_reviews: [],
      acceptance_events: [],
    };
    for (const [index, { text: noteText, model, telemetry, at, kind, hasReview }] of chains.entries()) {
      const id = index + 1;
      const note = { note_path: NOTE, model_id: model };
      const gateOfRun = { gate_id: "prose/a", gate_sha: blobId(gateText("prose/a")) };
      const sha = { reviewed_note_sha: blobId(noteText) };
      const times = { started_at: oldTime(at), completed_at: oldTime(at) };
      tables.review_runs.push({
        id,
        ...note,
        ...sha,
        ...times,
        runner: "codex",
        status: "completed",
        telemetry_json: telemetry,
      });
      tables.review_run_gates.push({ review_run_id: id, ...gateOfRun, ordinal: 0 });
      tables.gate_reviews.push({
        id,
        review_run_id: id,
        ...note,
        ...gateOfRun,
        ...sha,
        decision: "pass",
        rationale_markdown: "Fine.",
        reviewed_at: oldTime(at),
        review_kind: "full-review",
      });
      tables.acceptance_events.push({
        id,
        ...note,
        gate_id: "prose/a",
        accepted_review_id: hasReview ? id : null,
        accepted_note_sha: blobId(noteText),
        accepted_gate_sha: gateOfRun.gate_sha,
        accepted_at: oldTime(at),
        acceptance_kind: kind,
      });
    }
    return tables;
  });

const OPTIONAL = [
  "review_runs.reviewed_note_commit",
  "review_runs.completed_at",
  "review_runs.failure_reason",
  "review_runs.telemetry_json",
  "review_runs.raw_bundle_markdown",
  "review_runs.debug_log",
  "gate_reviews.review_run_id",
  "gate_reviews.evidence_json",
  "gate_reviews.reviewed_note_commit",
  "acceptance_events.accepted_review_id",
  "acceptance_events.accepted_note_commit",
  "review_run_gates",
];

/** Files without some columns or tables, with unknown ones, with and without keys, in both journal modes. */
export const oldShape: fc.Arbitrary<OldFileShape> = fc.record({
  without: usually(fc.constant([] as string[]), fc.subarray(OPTIONAL)),
  with: fc.subarray(["review_runs.cost_usd", "gate_reviews.reviewer"]),
  keys: fc.boolean(),
  journal: fc.constantFrom("delete" as const, "wal" as const),
});
