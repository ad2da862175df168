/** A rule that every row of a ledger keeps, and the question that counts the rows which do not. */
export interface Invariant {
  name: string;
  /** Gives one number. */
  sql: string;
}

/** How a database asks what others ask otherwise, of a column or another expression. */
export interface Dialect {
  /** UTC, ISO 8601 with milliseconds, on a day that there is. */
  isTime(column: string): string;
  /** `YYYY-MM-DD`, a day that there is. */
  isDay(column: string): string;
  /** Hex digits, so many. */
  isHex(column: string, digits: number): string;
  isPartition(column: string): string;
  saysSomething(column: string): string;
  isJson(column: string): string;
  /** Gives false for what is no JSON. */
  isObject(column: string): string;
  /** Whether a field of an object is true, whether it is there. */
  isTrue(column: string, field: string): string;
  isThere(column: string, field: string): string;
  /** The reviews that evidence names, as rows with an `id`, null for what is none; no row where there is no list of them. */
  reviewsIn(column: string): string;
}

/** `SELECT count(*)` of the rows for which the rule is false or unknown. */
export const broken = (rows: string, rule: string) =>
  `SELECT count(*) FROM ${rows} WHERE (${rule}) IS NOT TRUE`;
