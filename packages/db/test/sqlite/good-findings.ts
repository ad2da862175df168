import type { GoodMove } from "./good-moves.ts";
import { end, GATE_A, insert, key } from "./hostile-ledger.ts";

const FINDINGS_OF_RUN_9 = `SELECT gate_id, severity, key, continues_finding_id,
  (SELECT count(*) FROM finding_quotes AS quote WHERE quote.finding_id = finding.id)
FROM findings AS finding JOIN gate_reviews AS review ON review.id = finding.gate_review_id
WHERE review_run_id = 9 ORDER BY gate_id, finding.ordinal`;

const keyOf = (digit: string) => digit.repeat(16);
/** The finding of run 9 that is there from the start. */
const FIRST = ["a", "warn", keyOf("b"), null, 1];

/** What raw SQL may do with findings, one by one, with foreign keys on or off. */
export const goodFindings: readonly GoodMove[] = [
  [
    "say that a gate needs no quotes before the first review",
    insert("gates_without_quotes"),
    "SELECT review_run_id, gate_id FROM gates_without_quotes WHERE review_run_id = 5",
    [[5, "a"]],
  ],
  [
    "add findings and quotes to a review while running",
    `${insert("findings", { id: "7" })}; ${insert("finding_quotes", { finding_id: "7" })};
     ${insert("finding_quotes", {
       finding_id: "7",
       ordinal: "0",
       exact: "'note'",
       prefix: "''",
       suffix: "''",
       end_offset: "5",
     })};
     ${insert("findings", { gate_review_id: "10", severity: "'warn'", suggestion: "NULL" })}`,
    FINDINGS_OF_RUN_9,
    [FIRST, ["a", "fail", keyOf("c"), null, 2], ["b", "warn", keyOf("c"), null, 0]],
  ],
  [
    "continue a finding of a completed run and one of a failed run",
    `${insert("findings", { key: key("a"), continues_finding_id: "1" })};
     ${insert("findings", { ordinal: "2", key: key("e"), continues_finding_id: "3" })}`,
    FINDINGS_OF_RUN_9,
    [FIRST, ["a", "fail", keyOf("a"), 1, 0], ["a", "fail", keyOf("e"), 3, 0]],
  ],
  [
    "replace a gate review after its findings",
    `DELETE FROM finding_quotes WHERE finding_id = 2; DELETE FROM findings WHERE id = 2;
     ${insert("gate_reviews", { review_run_id: "9", gate_id: "'a'", gate_sha: GATE_A }, "REPLACE")}`,
    "SELECT id, decision FROM gate_reviews WHERE review_run_id = 9 ORDER BY gate_id",
    [
      [14, "pass"],
      [10, "warn"],
    ],
  ],
  [
    "correct the decision of a review without findings, and the text of one that has some",
    `UPDATE gate_reviews SET decision = 'fail' WHERE id = 10;
     UPDATE gate_reviews SET decision = decision, rationale_markdown = 'clearer' WHERE id = 9`,
    "SELECT decision, rationale_markdown FROM gate_reviews WHERE review_run_id = 9 ORDER BY id",
    [
      ["fail", "clearer"],
      ["fail", "because"],
    ],
  ],
  ["complete a run with findings", end(9, "completed"), FINDINGS_OF_RUN_9, [FIRST]],
  [
    "complete a run with a finding without quotes, of a gate that needs none",
    `${insert("gates_without_quotes")}; 
     ${insert("gate_reviews", { id: "20", review_run_id: "5", gate_id: "'a'", gate_sha: GATE_A, decision: "'fail'" })};
     ${insert("findings", { gate_review_id: "20" })}; ${end(5, "completed")}`,
    "SELECT status FROM review_runs WHERE id = 5",
    [["completed"]],
  ],
  ["fail a run with findings", end(9, "failed", ", failure_reason = 'x'"), FINDINGS_OF_RUN_9, [FIRST]],
];

const OR_IGNORE = "INSERT OR IGNORE";

/** What a CHECK refuses is left out where the statement says so. */
export const ignoredFindings: readonly (readonly [name: string, sql: string])[] = [
  ["finding without a message, or ignore", insert("findings", { message: "' '" }, OR_IGNORE)],
  ["finding with a key of another shape, or ignore", insert("findings", { key: "'c'" }, OR_IGNORE)],
  ["quote that ends before it starts, or ignore", insert("finding_quotes", { end_column: "1" }, OR_IGNORE)],
  ["quote longer than its words, or ignore", insert("finding_quotes", { end_offset: "4" }, OR_IGNORE)],
];
