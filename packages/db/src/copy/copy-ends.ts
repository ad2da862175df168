import type { Cell, CopiedRow, CopiedTable } from "./copied-tables.ts";
import type { LedgerDigest } from "./ledger-digest.ts";

/** How many rows are brought from one ledger to the other in one go, and how many characters of text, unless one row has more. */
export const ROWS_AT_A_TIME = 1000;
export const CHARACTERS_AT_A_TIME = 4_000_000;

/** Where a copy is: at the rows of a table behind one, or at its first. */
export interface CopyPlace {
  /** The number of the table in `COPIED_TABLES`, or how many there are once all is copied. */
  table: number;
  after?: readonly Cell[];
}

/** Some rows of a table, and behind which the next ones are; absent where there are none. */
export interface Portion {
  rows: CopiedRow[];
  after?: readonly Cell[];
}

/** The newest ids that were given, of rows that are gone, too. */
export type LastIds = ReadonlyMap<string, number>;

/** The ledger that is copied, opened to read. */
export interface CopySource {
  readonly url: string;
  /** Of all that is in it at one moment. */
  digest(): Promise<LedgerDigest>;
  portion(table: CopiedTable, after: readonly Cell[] | undefined): Promise<Portion>;
  lastIds(): Promise<LastIds>;
  close(): Promise<void>;
}

/** The ledger that a copy is made into, which nobody can use before it is finished. */
export interface CopyTarget {
  readonly url: string;
  /** How to begin anew, to be said after "to begin anew, ". */
  readonly anew: string;
  /** Begins the copy of what has this digest, or goes on; says where. Throws unless it is empty, or such a copy was begun in it. */
  begin(sha: string): Promise<CopyPlace>;
  /** Adds rows and moves on from one place to the next; says where the copy is then, or, where it is at another place already, that. */
  write(table: CopiedTable, rows: readonly CopiedRow[], from: CopyPlace, to: CopyPlace): Promise<CopyPlace>;
  digest(): Promise<LedgerDigest>;
  /** Makes a ledger of it. */
  finish(lastIds: LastIds): Promise<void>;
  close(): Promise<void>;
}

export const samePlace = (one: CopyPlace, other: CopyPlace): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
