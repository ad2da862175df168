import { LedgerError } from "../errors.ts";
import { COPIED_TABLES } from "./copied-tables.ts";
import type { CopyPlace, CopySource, CopyTarget } from "./copy-ends.ts";
import { differingTables, type LedgerDigest } from "./ledger-digest.ts";

/** How far a copy is. */
export interface CopyProgress {
  table: string;
  /** Rows that were brought over by this process, and how many there are in all. */
  copied: number;
  rows: number;
}

/** What was copied, and that it was. */
export interface CopiedLedger {
  /** Without passwords. */
  from: string;
  to: string;
  /** How many rows there are in each table, in both. */
  rows: Record<string, number>;
  /** SHA-256 over all rows, which is the same for the same ledger on either engine. */
  digest: string;
  /** Whether it had been begun before. */
  isResumed: boolean;
}

/**
 * Copies everything, or goes on with what was begun. It is the same source if all its rows are the same: their digest is taken
 * before, noted in the target, and taken again of both in the end. Throws LedgerError `ledger-changed`, `copy-damaged`.
 */
export async function copyBetween(
  source: CopySource,
  target: CopyTarget,
  tell: (progress: CopyProgress) => void = () => {},
): Promise<CopiedLedger> {
  const digest = await source.digest();
  const all = [...digest.tables.values()].reduce((sum, { rows }) => sum + rows, 0);
  const began = await target.begin(digest.sha);
  let copied = 0;
  for (let at = began; at.table < COPIED_TABLES.length; ) {
    const table = COPIED_TABLES[at.table];
    if (!table) break;
    const { rows, after } = await source.portion(table, at.after);
    const next: CopyPlace = after ? { table: at.table, after } : { table: at.table + 1 };
    at = await target.write(table, rows, at, next);
    copied += rows.length;
    tell({ table: table.name, copied, rows: all });
  }
  await requireSame(source, target, digest);
  await target.finish(await source.lastIds());
  return {
    from: source.url,
    to: target.url,
    rows: Object.fromEntries([...digest.tables].map(([name, { rows }]) => [name, rows])),
    digest: digest.sha,
    isResumed: began.table > 0 || began.after !== undefined,
  };
}

async function requireSame(source: CopySource, target: CopyTarget, digest: LedgerDigest): Promise<void> {
  const there = differingTables(digest, await target.digest());
  const here = differingTables(digest, await source.digest());
  const anew = `to begin anew, ${target.anew}`;
  if (here.length > 0)
    throw new LedgerError(
      "ledger-changed",
      `${source.url} was changed while it was copied (${here.join(", ")}): ${anew}, and leave it alone meanwhile`,
    );
  if (there.length > 0)
    throw new LedgerError(
      "copy-damaged",
      `the copy in ${target.url} is not what was copied (${there.join(", ")}), so it is not used: ${anew}`,
    );
}
