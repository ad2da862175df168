import { type CommandRun, type GlobalArgs, UsageError } from "@review/cli-kit";
import { runCopy } from "./ledger/copy.ts";
import { runInit } from "./ledger/init.ts";

export interface LedgerArgs extends GlobalArgs {
  what: string;
  url: string;
  to?: string | undefined;
  grant?: string[] | undefined;
  printSql?: boolean | undefined;
}

/** What is done with a ledger as a whole. */
export const runLedger: CommandRun<LedgerArgs> = (args, context) => {
  const { what, url, to, grant = [], printSql = false } = args;
  if (what !== "copy") {
    if (to !== undefined) throw new UsageError(`ledger init takes one URL: leave ${to} out`);
    return runInit({ ...args, grant, printSql }, context);
  }
  if (to === undefined) throw new UsageError("name where to copy it, too: ledger copy FROM TO");
  if (grant.length > 0 || printSql)
    throw new UsageError((option) => `${option("grant")} and ${option("print-sql")} are for ledger init`);
  return runCopy({ ...args, from: url, to }, context);
};
