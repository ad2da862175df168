import type { BadState } from "./bad-states.ts";
import { insert, insertTogether, NOTE } from "./hostile-ledger.ts";

const quote = (changes: Record<string, string>, verb?: string) => insert("finding_quotes", changes, verb);
const NUMBERS = ["start_offset", "end_offset", "start_line", "start_column", "end_line", "end_column"];
const VERBS = ["REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL", "INSERT OR ROLLBACK"];

/** Quotes that do not stand in the text "note", which was reviewed. */
const nowhere: readonly BadState[] = [
  ["words that stand nowhere", quote({ exact: "'os'" })],
  ["words in other capitals", quote({ exact: "'OT'" })],
  ["words of another note", quote({ exact: "'ate'", prefix: "'g'", suffix: "''" })],
  ["a prefix that stands nowhere", quote({ prefix: "'m'" })],
  ["a suffix that stands nowhere", quote({ suffix: "'s'" })],
  ["a prefix that stands elsewhere", quote({ prefix: "'e'" })],
  ["a prefix that goes further back than the text", quote({ prefix: "'an'" })],
  ["a suffix that goes further than the text", quote({ suffix: "'e' || char(10)" })],
  ["more behind a NUL", quote({ exact: "'ot' || char(0)" })],
  ["more behind a NUL in the suffix", quote({ suffix: "'e' || char(0) || 'x'" })],
];

/** Quotes of no finding, of no place, of no words. */
export const badQuotes: readonly BadState[] = [
  ...nowhere,
  ["of no finding", quote({ finding_id: "99" })],
  ["of no finding, which is NULL", quote({ finding_id: "NULL" })],
  ["of the finding -1", quote({ finding_id: "-1" })],
  ["of a completed run", quote({ finding_id: "1" })],
  ["no words", quote({ exact: "''", prefix: "'no'", suffix: "'te'" })],
  ...["exact", "prefix", "suffix"].flatMap((column): BadState[] => [
    [`${column} absent`, quote({ [column]: "NULL" })],
    [`${column} of bytes`, quote({ [column]: `x'${{ exact: "6f74", prefix: "6e" }[column] ?? "65"}'` })],
  ]),
  ...[...NUMBERS, "ordinal"].flatMap((column): BadState[] => [
    [`${column} absent`, quote({ [column]: "NULL" })],
    [`${column} in words`, quote({ [column]: "'two'" })],
    [`${column} below zero`, quote({ [column]: "-1" })],
    [`${column} a fraction`, quote({ [column]: "3.5" })],
  ]),
  ...NUMBERS.slice(2).map((column): BadState => [`${column} zero`, quote({ [column]: "0" })]),
  ["end before the start", quote({ start_offset: "3", end_offset: "1" })],
  ["end at the start", quote({ end_offset: "1" })],
  ["shorter than its words", quote({ end_offset: "2" })],
  ["longer than its words", quote({ end_offset: "4" })],
  ["end line before the start line", quote({ start_line: "2" })],
  ["end column before the start column", quote({ end_column: "1" })],
  ["place twice", quote({ ordinal: "0" })],
  ["place twice in one statement", insertTogether("finding_quotes", {}, {})],
  ...VERBS.flatMap((verb): BadState[] => [
    [`${verb}: in the place of another`, quote({ ordinal: "0" }, verb)],
    [`${verb}: in that place, told as text`, quote({ ordinal: "'0'", finding_id: "'2'" }, verb)],
    [`${verb}: of a completed run`, quote({ finding_id: "1" }, verb)],
    [`${verb}: in the place of one of a completed run`, quote({ finding_id: "1", ordinal: "0" }, verb)],
    [`${verb}: words that stand nowhere`, quote({ exact: "'os'" }, verb)],
    [`${verb}: no such prefix`, quote({ prefix: "'m'" }, verb)],
  ]),
  [
    "a good one and a bad one, in a statement that goes on",
    insertTogether("finding_quotes", {}, { exact: "'os'", ordinal: "2" }).replace("INSERT", "INSERT OR FAIL"),
  ],
  ["upsert", `${quote({ ordinal: "0" })} ON CONFLICT (finding_id, ordinal) DO UPDATE SET exact = 'x'`],
];

/** What would change a quote that is there, or what it stands in. */
export const badQuoteChanges: readonly BadState[] = [
  ...[
    "exact = 'not'",
    "prefix = ''",
    "suffix = suffix",
    "start_offset = 0",
    "end_line = 2",
    "ordinal = 7",
    "finding_id = 1",
  ].flatMap((change): BadState[] => [
    [`set ${change}`, `UPDATE finding_quotes SET ${change} WHERE finding_id = 2`],
    [`set ${change}, or replace`, `UPDATE OR REPLACE finding_quotes SET ${change} WHERE finding_id = 2`],
  ]),
  ["delete after completion", "DELETE FROM finding_quotes WHERE finding_id = 1"],
  ["delete all", "DELETE FROM finding_quotes"],
  ["its note's text", `UPDATE snapshots SET text = 'knot' WHERE sha = ${NOTE}`],
  ["its note's text gone", `DELETE FROM snapshots WHERE sha = ${NOTE}`],
];
