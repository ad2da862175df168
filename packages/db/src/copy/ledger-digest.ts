import { createHash } from "node:crypto";
import { COPIED_TABLES, type CopiedRow } from "./copied-tables.ts";

/** What is in a table: how many rows, and the sum of their digests, which depends neither on an order nor on an engine. */
export interface TableDigest {
  rows: number;
  /** Hex digits. */
  sum: string;
}

/** What is in a ledger, by table, and the SHA-256 of all that. */
export interface LedgerDigest {
  tables: ReadonlyMap<string, TableDigest>;
  sha: string;
}

const BITS = 256;

/** Takes the rows of a ledger, in whatever order, and then says what there was. */
export interface Digester {
  add(table: string, row: CopiedRow): void;
  digest(): LedgerDigest;
}

/** Of each row the SHA-256 of its values as JSON is taken, in the order of the columns. */
export function digester(): Digester {
  const tables = new Map(COPIED_TABLES.map(({ name }) => [name, { rows: 0, sum: 0n }]));
  return {
    add(table, row) {
      const found = tables.get(table);
      if (!found) throw new Error(`no table ${table} is copied`);
      found.rows += 1;
      found.sum += BigInt(`0x${createHash("sha256").update(JSON.stringify(row)).digest("hex")}`);
    },
    digest() {
      const entries = [...tables].map(
        ([name, { rows, sum }]) => [name, { rows, sum: BigInt.asUintN(BITS, sum).toString(16) }] as const,
      );
      const sha = createHash("sha256").update(JSON.stringify(entries)).digest("hex");
      return { tables: new Map(entries), sha };
    },
  };
}

/** The tables that do not hold the same. */
export function differingTables(one: LedgerDigest, other: LedgerDigest): string[] {
  return [...one.tables].flatMap(([name, { rows, sum }]) => {
    const found = other.tables.get(name);
    return found?.rows === rows && found.sum === sum ? [] : [name];
  });
}
