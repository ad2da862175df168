import { GATE_A, GATE_B, insert, insertTogether } from "./hostile-ledger.ts";

/** Takes back what event 1 accepts. */
const withdrawn = {
  id: "NULL",
  gate_id: "'a'",
  accepted_gate_sha: GATE_A,
  accepted_review_id: "2",
  acceptance_kind: "'withdrawn'",
  remark: "'seen again'",
};
const { id: _, ...ofItself } = withdrawn;
const withdraw = (changes: Record<string, string>, verb?: string) =>
  insert("acceptance_events", { ...ofItself, ...changes }, verb);
/** The pair that event 1 is not about, reviewed in the same run. */
const ofB = { gate_id: "'b'", accepted_gate_sha: GATE_B, accepted_review_id: "3" };
const acceptanceOfB = { ...withdrawn, ...ofB, acceptance_kind: "'full-review'", remark: "NULL" };

/** Withdrawals of what is not accepted, and some that do not say why. */
export const badWithdrawals: readonly (readonly [name: string, sql: string])[] = [
  ["without a remark", withdraw({ remark: "NULL" })],
  ["with a blank remark", withdraw({ remark: "' \n'" })],
  ["with no remark, in a statement that goes on", withdraw({ remark: "NULL" }, "INSERT OR FAIL")],
  ["without a review", withdraw({ accepted_review_id: "NULL" })],
  ["on the review of another pair", withdraw({ accepted_review_id: "3" })],
  ["with a decision", withdraw({ override_decision: "'pass'" })],
  ["of a pair never accepted", withdraw(ofB)],
  ["of another note sha", withdraw({ accepted_note_sha: GATE_B })],
  ["of another gate sha", withdraw({ accepted_gate_sha: GATE_B })],
  ["under another note", withdraw({ note_path: "'o.md'" })],
  ["under another partition", withdraw({ model_id: "'m2'" })],
  ["in the place of the acceptance", withdraw({ id: "1" }, "REPLACE")],
  ["instead of the acceptance", "UPDATE acceptance_events SET acceptance_kind = 'withdrawn', remark = 'x'"],
  ["twice", insertTogether("acceptance_events", withdrawn, withdrawn)],
  [
    "twice, the second before the first",
    insertTogether("acceptance_events", { ...withdrawn, id: "9" }, { ...withdrawn, id: "8" }),
  ],
  [
    "before the acceptance",
    insertTogether(
      "acceptance_events",
      { ...acceptanceOfB, id: "9" },
      { ...acceptanceOfB, ...withdrawn, ...ofB, id: "8" },
    ),
  ],
  [
    "between two acceptances",
    insertTogether(
      "acceptance_events",
      acceptanceOfB,
      { ...acceptanceOfB, acceptance_kind: "'trivial-change-ack'", id: "9" },
      { ...withdrawn, ...ofB, id: "8" },
    ),
  ],
];
