import { type Cell, COPIED_TABLES, type CopiedRow, type CopiedTable } from "../../copy/copied-tables.ts";
import { CHARACTERS_AT_A_TIME, type Portion, ROWS_AT_A_TIME } from "../../copy/copy-ends.ts";
import { digester, type LedgerDigest } from "../../copy/ledger-digest.ts";
import { toJson } from "../driver/nul.ts";
import type { Ask } from "../driver/question.ts";
import { type Statement, statement, type Value } from "../driver/statement.ts";

/** Of everything in a ledger, as it is in this transaction. */
export async function digestRows(ask: Ask): Promise<LedgerDigest> {
  const all = digester();
  for (const table of COPIED_TABLES) {
    let after: readonly Cell[] | undefined;
    do {
      const portion: Portion = await readPortion(ask, table, after);
      for (const row of portion.rows) all.add(table.name, row);
      after = portion.after;
    } while (after);
  }
  return all.digest();
}

/** The rows of a table behind one, or its first. */
export async function readPortion(
  ask: Ask,
  table: CopiedTable,
  after: readonly Cell[] | undefined,
): Promise<Portion> {
  const [found = []] = await ask(portionOf(table, after));
  const rows = found.map(
    (row): CopiedRow => Object.entries(table.columns).map(([name, kind]) => cellOf(row[name], kind)),
  );
  const last = found.at(-1);
  return last?.isLast === false
    ? { rows, after: placeOf(table).map((_, index) => last[`place_${index}`] as Cell) }
    : { rows };
}

const cellOf = (value: unknown, kind: string): Cell =>
  kind === "json" ? toJson(value as string | null) : (value as Cell);

/** Rows without a key are told apart by where they lie. */
const placeOf = ({ key }: CopiedTable): readonly string[] => (key.length > 0 ? key : ["ctid"]);

/** So many rows that their texts are not too long together; the last one says whether it is that of the table. */
function portionOf(table: CopiedTable, after: readonly Cell[] | undefined): Statement {
  const { name, columns } = table;
  const place = placeOf(table);
  const values: Value[] = after ? [...after] : [];
  const behind = after
    ? `WHERE (${place}) > (${place.map((column, index) => `$${index + 1}${column === "ctid" ? "::tid" : ""}`)})`
    : "";
  const lengths = Object.entries(columns).flatMap(([column, kind]) =>
    kind === "text" || kind === "json" ? [`coalesce(octet_length(${column}), 0)`] : [],
  );
  const size = lengths.length > 0 ? lengths.join(" + ") : "0";
  const shown = [
    ...Object.keys(columns),
    ...place.map((column, index) => `page.${column} AS place_${index}`),
  ];
  return statement(
    `SELECT ${shown}, nth = together AND together <= ${ROWS_AT_A_TIME} AS "isLast"
FROM (SELECT *, sum(${size}) OVER (ORDER BY ${place}) AS so_far, row_number() OVER (ORDER BY ${place}) AS nth,
    count(*) OVER () AS together
  FROM (SELECT *, ctid FROM review.${name} ${behind} ORDER BY ${place} LIMIT ${ROWS_AT_A_TIME + 1}) AS found) AS page
WHERE nth <= ${ROWS_AT_A_TIME} AND (nth = 1 OR so_far <= ${CHARACTERS_AT_A_TIME}) ORDER BY ${place}`,
    ...values,
  );
}
