import { checkFields } from "./check-fields.ts";
import { type CopiedLedger, type CopyProgress, copyBetween } from "./copy/copy-between.ts";
import type { CopySource, CopyTarget } from "./copy/copy-ends.ts";
import { LedgerError } from "./errors.ts";
import { ledgerPath } from "./ledger-path.ts";
import { isPostgresUrl } from "./postgres/driver/ledger-url.ts";

export interface CopyOptions {
  /** Is told after each portion of rows; what it throws breaks the copy off, which can be gone on with. */
  onProgress?: (progress: CopyProgress) => void;
  /** Where "now" comes from. Default: the system clock. */
  clock?: () => Date;
}

/**
 * Copies a ledger, in a file or on a server, with all its rows and their ids, into a file that is not there yet or into an empty ledger on a
 * server. It is not to be used before all rows were compared; until then the same call goes on with what a killed one has begun.
 * On a server the roles have to own the ledgers.
 *
 * Throws LedgerError `ledger-not-empty` (there is something in the target), `ledger-changed` (the source was changed meanwhile,
 * or a copy of something else was begun in the target), `copy-damaged` (what is in the target is not what was copied), and as `openLedger`.
 */
export async function copyLedger(from: string, to: string, options: CopyOptions = {}): Promise<CopiedLedger> {
  checkFields({ from, to }, "copyLedger", { from: "text", to: "text" });
  checkFields(options, "copyLedger", { onProgress: "function?", clock: "function?" });
  const { onProgress, clock = () => new Date() } = options;
  const now = () => clock().toISOString();
  const source = await sourceAt(from, now);
  try {
    const target = await targetAt(to, now);
    try {
      return await copyBetween(source, target, onProgress);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function sourceAt(url: string, now: () => string): Promise<CopySource> {
  if (isPostgresUrl(url)) return (await import("./postgres/copy/server-source.ts")).serverSource(url, now);
  return (await import("./sqlite/copy/file-source.ts")).fileSource(filePath(url), now);
}

async function targetAt(url: string, now: () => string): Promise<CopyTarget> {
  if (isPostgresUrl(url)) return (await import("./postgres/copy/server-target.ts")).serverTarget(url, now);
  return (await import("./sqlite/copy/file-target.ts")).fileTarget(filePath(url), now);
}

function filePath(url: string): string {
  const path = ledgerPath(url);
  if (path !== ":memory:") return path;
  throw new LedgerError("bad-ledger-url", "a ledger in memory is not copied: name a file, or postgres://…");
}
