import { toKeptText } from "./nul.ts";

type Scalar = string | number | boolean | null | undefined;
/** What a parameter can be; a list is an array of the database. */
export type Value = Scalar | readonly Scalar[];

/** A statement with its parameters `$1`, `$2`, … */
export interface Statement {
  readonly text: string;
  readonly values: readonly Value[];
}

export const statement = (text: string, ...values: readonly Value[]): Statement => ({ text, values });

/** The parameters as they are sent. */
export const sentValues = ({ values }: Statement): unknown[] => values.map(sent);

function sent(value: Value): unknown {
  if (typeof value === "string") return toKeptText(value);
  if (typeof value !== "object" || value === null) return value ?? null;
  return value.map((each) => (typeof each === "string" ? toKeptText(each) : (each ?? null)));
}

/** Lists of the values of some rows, column by column, for `unnest`. */
export function columnsOf<Row>(
  rows: readonly Row[],
  ...columns: readonly ((row: Row) => Scalar)[]
): (readonly Scalar[])[] {
  return columns.map((column) => rows.map(column));
}
