import { type CommandContext, type GlobalArgs, printJson, tell, UsageError } from "@review/cli-kit";
import { initLedger, initScript } from "@review/db";

/** What became of a database. */
export interface LedgerDocument {
  /** Without a password. */
  ledger: string;
  /** The schema's version, 0 where there was no ledger. */
  before: number;
  now: number;
  /** The roles that may use it, its owner aside. */
  roles: string[];
}

/** Makes or migrates a ledger on a server, or says in SQL how one is made. */
export async function runInit(
  args: GlobalArgs & { url: string; grant: string[]; printSql: boolean },
  { io }: CommandContext,
): Promise<undefined> {
  const { url, grant: grantTo, printSql } = args;
  if (grantTo.some((role) => role.trim() === ""))
    throw new UsageError((option) => `${option("grant")} is empty: name a role`);
  if (printSql) {
    if (args.json) throw new UsageError("--print-sql prints SQL: leave --json out");
    io.stdout.write(await initScript({ grantTo }));
    return;
  }
  const { url: ledger, versions, roles } = await initLedger(url, { grantTo });
  const document: LedgerDocument = { ledger, ...versions, roles };
  if (args.json) printJson(io, document);
  else tell(io, args, describe(document));
}

function describe({ ledger, before, now, roles }: LedgerDocument): string {
  const done =
    before === 0
      ? `made a ledger in ${ledger} (schema version ${now})`
      : before < now
        ? `brought ${ledger} from schema version ${before} to ${now}`
        : `${ledger} has schema version ${now}, the newest`;
  return roles.length === 0
    ? `${done}; only its owner may use it (--grant ROLE lets another in)`
    : `${done}; it may be used by ${roles.join(", ")}`;
}
