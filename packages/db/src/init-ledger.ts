import type { InitializedLedger } from "./answers.ts";
import { checkFields } from "./check-fields.ts";
import { LedgerError } from "./errors.ts";
import { isPostgresUrl } from "./postgres/driver/ledger-url.ts";

export interface InitOptions {
  /** Roles to let in, beside those that were before. Default none. */
  grantTo?: readonly string[];
  /** Where "now" comes from. Default: the system clock. */
  clock?: () => Date;
}

/**
 * Makes a ledger in a database of a PostgreSQL server, or brings the one that is there to the newest version, and lets roles use it:
 * all or nothing. The role that does so owns it. Throws LedgerError `bad-ledger-url` for what is no such URL, and as `openLedger`.
 */
export async function initLedger(url: string, options: InitOptions = {}): Promise<InitializedLedger> {
  checkFields({ url }, "initLedger", { url: "text" });
  const settings = settled(options);
  if (!isPostgresUrl(url))
    throw new LedgerError(
      "bad-ledger-url",
      "only a ledger in a database of PostgreSQL is made so: name postgres://…; a file is made by the first recorded run",
    );
  const { initPostgres } = await import("./postgres/schema/init-postgres.ts");
  return initPostgres(url, settings);
}

/** What `initLedger` does to a database without a ledger, as a script of SQL for somebody else to look at and to run. */
export async function initScript(options: InitOptions = {}): Promise<string> {
  const { initScriptOf } = await import("./postgres/schema/init-postgres.ts");
  return initScriptOf(settled(options));
}

function settled(options: InitOptions) {
  checkFields(options, "initLedger", { grantTo: "texts?", clock: "function?" });
  const { grantTo = [], clock = () => new Date() } = options;
  return { grantTo, now: () => clock().toISOString() };
}
