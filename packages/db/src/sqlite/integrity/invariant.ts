/** A rule that every row of a ledger keeps, and the question that counts the rows which do not. */
export interface Invariant {
  name: string;
  /**
   * Gives one number. May call `content_sha(text)`, `utf16_length(text)` and, with an offset in UTF-16 units,
   * `stands_at(words, text, offset)`; may read the table `expected_schema(type, name, sql)`.
   */
  sql: string;
}

/** `SELECT count(*)` of the rows for which the rule is false or unknown. */
export const broken = (rows: string, rule: string) =>
  `SELECT count(*) FROM ${rows} WHERE (${rule}) IS NOT TRUE`;

/** That a text is there and not blank. */
export const saysSomething = (column: string) => `trim(${column}, ' ' || char(9, 10, 13)) <> ''`;
