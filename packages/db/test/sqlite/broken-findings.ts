import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import type { Ledger } from "../../src/ledger.ts";
import { changeRun, insertRun } from "../../src/transitions.ts";
import { newFinding, quoteIn } from "../new-finding.ts";
import { newRun, withoutQuotes } from "../new-run.ts";

/** With characters of one and two UTF-16 units, a NUL and both line ends. */
const TEXT = "\uFEFF\u{1F600} It was 42.\r\nNo, \u00e9 \0 41.\nIt was 42.\n";
const QUOTED = "It was 42.";
const AGAIN = TEXT.lastIndexOf(QUOTED);

/**
 * The note f.md in two runs, as runs 4 and 5 of a ledger with three: run 4 is completed with a fail (review 7, findings 1 and
 * 2, of which 1 has two quotes) and a warn (8, finding 3); run 5 is running with a fail (9, finding 4, which continues 1).
 */
export async function recordFindings(ledger: Ledger): Promise<void> {
  const run = newRun({ notePath: "f.md", note: snapshotOf(TEXT) });
  const rationaleMarkdown = "not so";
  const quotes = [QUOTED, "\u00e9 \0 41"].map((words) => quoteIn(TEXT, words));
  const found = [newFinding("a", { severity: "fail", quotes }), newFinding("b", { suggestion: "right" })];
  const id = await insertRun(ledger, withoutQuotes(run));
  await changeRun(ledger, id, () => ({
    change: {
      gateReviews: [
        { gateId: "a", decision: "fail", rationaleMarkdown, findings: found },
        { gateId: "b", decision: "warn", rationaleMarkdown, findings: [newFinding("a")] },
      ],
      end: { status: "completed" },
    },
  }));
  const again = [newFinding("a", { continuesFindingId: 1, quotes: [quoteIn(TEXT, "\u{1F600}")] })];
  await changeRun(ledger, await insertRun(ledger, run), () => ({
    change: { gateReviews: [{ gateId: "a", decision: "fail", rationaleMarkdown, findings: again }] },
  }));
}

/** Takes the keys and checks of a table away, and with them the table that the migrations made. */
const loosened = (table: string) =>
  `CREATE TABLE loose AS SELECT * FROM ${table}; DROP TABLE ${table}; ALTER TABLE loose RENAME TO ${table}`;

const MILDER = "a finding is of a review whose result is not milder";
const QUOTES = "a finding of a completed run quotes its note";
const KEY = "a finding has a place, and a key";
const CONTINUES = "a finding continues";
const STANDS = "a quote belongs to a finding";
const IN_ORDER = "the numbers of a quote";

const ofQuote = (change: string) =>
  `UPDATE finding_quotes SET ${change} WHERE finding_id = 1 AND ordinal = 0`;

/** What breaks which rules about findings in such a ledger. */
export const BROKEN_FINDINGS: [sql: string, ...rules: string[]][] = [
  ["INSERT INTO gates_without_quotes VALUES (1, 'c')", "a gate whose findings need no quotes"],
  ["INSERT INTO gates_without_quotes VALUES (99, 'a')", "a gate whose findings need no quotes"],
  ["UPDATE gate_reviews SET decision = 'warn' WHERE id = 7", MILDER],
  ["UPDATE gate_reviews SET decision = 'pass' WHERE id = 8", MILDER],
  ["UPDATE findings SET severity = 'fail' WHERE id = 3", MILDER],
  ["UPDATE findings SET severity = 'maybe' WHERE id = 2", MILDER],
  ["UPDATE findings SET gate_review_id = 1 WHERE id = 2", MILDER, QUOTES],
  ["DELETE FROM gates_without_quotes WHERE gate_id = 'b'", QUOTES],
  ["UPDATE findings SET gate_review_id = 99 WHERE id = 2", MILDER],
  ["UPDATE findings SET message = ' \t' WHERE id = 2", "a finding says something"],
  ["UPDATE findings SET suggestion = '' WHERE id = 2", "a finding says something"],
  ["UPDATE findings SET key = 'B' || substr(key, 2) WHERE id = 2", KEY],
  ["UPDATE findings SET key = key || char(0) WHERE id = 2", KEY],
  ["UPDATE findings SET key = substr(key, 2) WHERE id = 2", KEY],
  ["UPDATE findings SET ordinal = -1 WHERE id = 2", KEY],
  [
    `${loosened("findings")}; UPDATE findings SET key = (SELECT key FROM findings WHERE id = 1) WHERE id = 2`,
    "tables, indexes",
    "no two findings of a review",
  ],
  [
    `${loosened("findings")}; UPDATE findings SET ordinal = 0`,
    "tables, indexes",
    "no two findings of a review",
  ],
  ["UPDATE findings SET continues_finding_id = 2 WHERE id = 4", CONTINUES],
  ["UPDATE findings SET continues_finding_id = 4 WHERE id = 4", CONTINUES],
  ["UPDATE findings SET continues_finding_id = 1 WHERE id = 1", CONTINUES],
  ["UPDATE findings SET continues_finding_id = 4 WHERE id = 3", CONTINUES],
  ["UPDATE findings SET continues_finding_id = 99 WHERE id = 4", CONTINUES],
  ["DELETE FROM findings WHERE id = 2; DELETE FROM findings WHERE id = 1", CONTINUES, STANDS, "what waives"],
  [
    `UPDATE review_runs SET reviewed_note_sha = '${snapshotOf("a note").sha}' WHERE id = 5;
    UPDATE gate_reviews SET reviewed_note_sha = '${snapshotOf("a note").sha}' WHERE id = 9`,
    STANDS,
  ],
  ["UPDATE finding_quotes SET finding_id = 99 WHERE finding_id = 4", STANDS],
  // What a missing text becomes if one is not careful.
  [
    "UPDATE finding_quotes SET finding_id = 99, prefix = '', exact = 'null', suffix = '', start_offset = 0, end_offset = 4 WHERE finding_id = 4",
    STANDS,
  ],
  [
    `UPDATE snapshots SET text = 'x' || text WHERE sha = '${snapshotOf(TEXT).sha}'`,
    "a snapshot's sha",
    STANDS,
  ],
  [ofQuote("exact = 'It was 43.'"), STANDS],
  [ofQuote("prefix = substr(prefix, 2) || ' '"), STANDS],
  [ofQuote("suffix = suffix || 'x'"), STANDS],
  [ofQuote("end_offset = end_offset + 1"), STANDS],
  // The same words, where others stand around them.
  [ofQuote(`start_offset = ${AGAIN}, end_offset = ${AGAIN + QUOTED.length}`), STANDS],
  // In front of the text, where nothing stands.
  ["UPDATE finding_quotes SET start_offset = 0, end_offset = 2 WHERE finding_id = 4", STANDS],
  [ofQuote("start_offset = -1, end_offset = 9"), STANDS, IN_ORDER],
  [ofQuote("end_offset = start_offset"), STANDS, IN_ORDER],
  [ofQuote("exact = '', end_offset = start_offset"), STANDS, IN_ORDER],
  [ofQuote("ordinal = -1"), IN_ORDER],
  [ofQuote("start_line = 0"), IN_ORDER],
  [ofQuote("start_column = 0"), IN_ORDER],
  [ofQuote("end_line = 4, end_column = 0"), IN_ORDER],
  [ofQuote("end_line = start_line - 1"), IN_ORDER],
  [ofQuote("start_column = end_column + 1"), IN_ORDER],
];
