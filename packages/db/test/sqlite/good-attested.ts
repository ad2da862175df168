import type { GoodMove } from "./good-moves.ts";
import { end, GATE_A, insert } from "./hostile-ledger.ts";

const ofA = { gate_id: "'a'", accepted_gate_sha: GATE_A, accepted_review_id: "11" };
const accept = (kind: string, changes: Record<string, string> = {}) =>
  insert("acceptance_events", { ...ofA, acceptance_kind: `'${kind}'`, ...changes });
const NEW = "SELECT acceptance_kind, accepted_review_id FROM acceptance_events WHERE id > 1 ORDER BY id";

/** What raw SQL may do with what the lock says, with foreign keys on or off. */
export const goodAttested: readonly GoodMove[] = [
  ["accept what is attested", accept("attested"), NEW, [["attested", 11]]],
  [
    "acknowledge, override and take it back",
    [
      accept("attested"),
      accept("manual-ack", { accepted_note_sha: GATE_A }),
      accept("manual-override", { override_decision: "'fail'", remark: "'no'" }),
      accept("withdrawn", { remark: "'seen again'" }),
    ].join("; "),
    NEW,
    ["attested", "manual-ack", "manual-override", "withdrawn"].map((kind) => [kind, 11]),
  ],
  [
    "attest a gate in a run of the lock, and complete it",
    `${insert("gate_reviews", { review_run_id: "10", gate_id: "'a'", gate_sha: GATE_A, review_kind: "'attested'" })}; ${end(10, "completed")}`,
    "SELECT status FROM review_runs WHERE id = 10",
    [["completed"]],
  ],
];
