import { resolve } from "node:path";
import { LedgerError } from "./errors.ts";

/** The path of a ledger in a file, or `:memory:`. Throws LedgerError for what names neither a file nor a server. */
export function ledgerPath(url: string): string {
  if (url === "") throw new LedgerError("bad-ledger-url", "the ledger's path is empty");
  if (url === ":memory:") return url;
  const scheme = /^([a-z][a-z0-9+.:-]+):\/\//i.exec(url)?.[1];
  if (scheme)
    throw new LedgerError(
      "bad-ledger-url",
      `a ledger is a file or in a database of PostgreSQL, ${scheme}:// is not supported: name a path, or postgres://…`,
    );
  return resolve(url);
}
