import { isAbsolute, resolve } from "node:path";
import { type Corpus, openCorpus } from "@review/corpus";
import type { OpenLedgerOptions } from "@review/db";
import type { GlobalArgs } from "./command-line/command.ts";
import { UsageError } from "./errors/usage-error.ts";
import { writeTalk } from "./output/print.ts";
import { tellMigration } from "./output/tell-migration.ts";
import type { Io } from "./process/io.ts";
import { nonBlank } from "./settings.ts";
import type { Consent } from "./trust/consent.ts";

/** The tree a command works on, and where its ledger is. */
export interface Workspace {
  corpus: Corpus;
  /** Absolute path of the ledger file, or a URL. */
  ledgerUrl: string;
  /** Whether the command line or the environment names it, and not the repository. */
  isLedgerOfUser: boolean;
  /** Asks for the user's consent to what the repository names. */
  consent: Consent;
  /** Tells the user, on one line of stderr, of what went wrong beside what was asked for. */
  warn(message: string): void;
  /** Tells the user that a large ledger is brought to the newest version. */
  onMigrating: NonNullable<OpenLedgerOptions["onMigrating"]>;
}

/**
 * Finds root, configuration and ledger: flags beat the environment (`REVIEW_ROOT`, `REVIEW_DB`), that beats the
 * file. Throws UsageError for a flag that is given but blank and for a ledger in memory, and what `openCorpus` throws.
 */
export async function openWorkspace(args: GlobalArgs, io: Io): Promise<Workspace> {
  const { cwd, environment, userId } = io;
  for (const name of ["root", "db"] as const) {
    if (args[name]?.trim() === "")
      throw new UsageError((option) => `${option(name)} is empty: name one, or leave it out`);
  }
  const root = args.root ?? nonBlank(environment.REVIEW_ROOT);
  const corpus = await openCorpus({ cwd, root: root && resolve(cwd, root), userId });
  const named = args.db ?? nonBlank(environment.REVIEW_DB);
  return {
    corpus,
    ledgerUrl: named === undefined ? at(corpus.root, corpus.config.database) : at(cwd, named),
    isLedgerOfUser: named !== undefined,
    consent: consentWhenNeeded(args, io, corpus),
    warn: (message) => writeTalk(io, `warning: ${message}`),
    onMigrating: tellMigration(io, args),
  };
}

/** Few commands ask for consent, and what settles it, all that reads gates included, is a quarter of what they would load. */
function consentWhenNeeded(args: GlobalArgs, io: Io, corpus: Corpus): Consent {
  let loaded: Promise<Consent> | undefined;
  const load = () =>
    (loaded ??= import("./trust/consent.ts").then(({ consentOf }) => consentOf(args, io, corpus)));
  return {
    require: async (...asked) => (await load()).require(...asked),
    pending: async () => (await load()).pending(),
  };
}

function at(directory: string, url: string): string {
  if (url === ":memory:") {
    throw new UsageError(
      "a ledger in memory is forgotten when the command ends: name a file instead of :memory:",
    );
  }
  return url === "" || isAbsolute(url) || /^[a-z][a-z0-9+.:-]+:\/\//i.test(url)
    ? url
    : resolve(directory, url);
}
