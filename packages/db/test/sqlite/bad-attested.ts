import type { BadState } from "./bad-states.ts";
import { end, GATE_A, GATE_B, insert, insertTogether, sha } from "./hostile-ledger.ts";

const review = (changes: Record<string, string>, verb?: string) =>
  insert("gate_reviews", { review_run_id: "10", gate_id: "'a'", gate_sha: GATE_A, ...changes }, verb);
const attested = "'attested'";
/** Accepts review 11, a of run 11. */
const ofA = { gate_id: "'a'", accepted_gate_sha: GATE_A, accepted_review_id: "11" };
const acceptance = (changes: Record<string, string>, verb?: string) =>
  insert("acceptance_events", { ...ofA, acceptance_kind: attested, ...changes }, verb);
const VERBS = ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL", "INSERT OR ROLLBACK"];

/** Reviews that the lock did not say, and what it said as something else. */
export const badAttestedReviews: readonly BadState[] = [
  ...VERBS.flatMap((verb): BadState[] => [
    [`${verb}: in the run of a reviewer`, review({ review_run_id: "5", review_kind: attested }, verb)],
    [`${verb}: a full review in the run of the lock`, review({ review_kind: "'full-review'" }, verb)],
    [`${verb}: an import in the run of the lock`, review({ review_kind: "'manual-import'" }, verb)],
  ]),
  ...["'ATTESTED'", "'attested '", "'attested' || char(0)", "x'6174746573746564'", "NULL"].map(
    (kind): BadState => [`of the kind ${kind}`, review({ review_kind: kind })],
  ),
  ["with a decision that is unknown", review({ review_kind: attested, decision: "'unknown'" })],
  [
    "beside a full review in one statement",
    insertTogether(
      "gate_reviews",
      { review_run_id: "4", gate_id: "'a'", gate_sha: GATE_A, review_kind: "'full-review'" },
      { review_run_id: "4", gate_id: "'b'", gate_sha: GATE_B, review_kind: attested },
    ),
  ],
  ...["", " OR REPLACE", " OR IGNORE", " OR FAIL"].flatMap((or): BadState[] => [
    [
      `update${or}: a full review to attested`,
      `UPDATE${or} gate_reviews SET review_kind = 'attested' WHERE id = 8`,
    ],
    [
      `update${or}: attested to a full review`,
      `UPDATE${or} gate_reviews SET review_kind = 'full-review' WHERE id = 13`,
    ],
    [
      `update${or}: attested to an import`,
      `UPDATE${or} gate_reviews SET review_kind = 'manual-import' WHERE id = 13`,
    ],
    [`update${or}: an ended one`, `UPDATE${or} gate_reviews SET decision = 'fail' WHERE id = 11`],
    [
      `update${or}: the run of a reviewer to the lock`,
      `UPDATE${or} review_runs SET runner = 'lock' WHERE id = 8`,
    ],
    [
      `update${or}: the run of the lock to a reviewer`,
      `UPDATE${or} review_runs SET runner = 'r' WHERE id = 12`,
    ],
  ]),
  ["completed without a review", end(10, "completed")],
];

/** Acceptances of the kind that are of no such review, or come twice. */
export const badAttestedAcceptances: readonly BadState[] = [
  ...VERBS.flatMap((verb): BadState[] => [
    [`${verb}: of a full review`, acceptance({ accepted_review_id: "2" }, verb)],
    [`${verb}: an attested review as a full one`, acceptance({ acceptance_kind: "'full-review'" }, verb)],
    [`${verb}: without a review`, acceptance({ accepted_review_id: "NULL" }, verb)],
    [`${verb}: of a review of another gate`, acceptance({ accepted_review_id: "12" }, verb)],
    [`${verb}: of a run that is running`, acceptance({ accepted_review_id: "13" }, verb)],
    [`${verb}: of another version of the note`, acceptance({ accepted_note_sha: GATE_B }, verb)],
    [`${verb}: of another version of the gate`, acceptance({ accepted_gate_sha: GATE_B }, verb)],
    [`${verb}: of another note`, acceptance({ note_path: "'o.md'" }, verb)],
    [`${verb}: under another partition`, acceptance({ model_id: "'m2'" }, verb)],
  ]),
  ...["'ATTESTED'", "'attested' || char(0)", "x'6174746573746564'"].map(
    (kind): BadState => [`of the kind ${kind}`, acceptance({ acceptance_kind: kind })],
  ),
  [
    "twice",
    insertTogether(
      "acceptance_events",
      { ...ofA, acceptance_kind: attested },
      { ...ofA, acceptance_kind: attested },
    ),
  ],
  ["with a decision of its own", acceptance({ override_decision: "'pass'" })],
  [
    "attested and as a full review",
    insertTogether(
      "acceptance_events",
      { ...ofA, acceptance_kind: attested },
      { ...ofA, acceptance_kind: "'full-review'" },
    ),
  ],
  ["in the place of another", acceptance({ id: "1" }, "REPLACE")],
  ["instead of another", "UPDATE acceptance_events SET acceptance_kind = 'attested'"],
  ["of a version that nobody has", acceptance({ accepted_note_sha: `'${sha("nowhere")}'` })],
];
