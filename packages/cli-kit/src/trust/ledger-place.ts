import { existsSync, lstatSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { type Corpus, DATABASE_SUBJECT, findSymlink, requestsOf, USUAL_LEDGER } from "@review/corpus";
import { secondName } from "@review/db";
import { errorCode } from "@review/db/guards";
import { LedgerPlaceError } from "../errors/trust-errors.ts";
import type { Consent } from "./consent.ts";

/** The files that SQLite opens beside a ledger. */
const SIDE_FILES = ["-wal", "-shm", "-journal"];

/** What a ledger of the repository's own choice is called: nobody's notes, sources or hooks. */
const LEDGER_NAME = /\.(?:sqlite3?|db)$/;
const IN_GIT = /(?:^|[\\/])\.git[\\/]/i;

/**
 * The ledger's path or URL, once it is settled that the ledger may be opened there, even to read: that writes side files.
 * One that the user named may; one that the repository puts outside the root, with the user's consent; one in the
 * root, if it has the name of a ledger, is in no `.git`, and no symlink leads to it or from it; a ledger at the usual place that is not used then is told of. Throws LedgerPlaceError, or as `Consent.require`.
 */
export async function settleLedgerPlace({
  corpus,
  ledgerUrl,
  isLedgerOfUser,
  consent,
  warn,
}: {
  corpus: Corpus;
  ledgerUrl: string;
  isLedgerOfUser: boolean;
  consent: Consent;
  warn(message: string): void;
}): Promise<string> {
  if (isLedgerOfUser) return ledgerUrl;
  if (requestsOf(corpus, []).some(({ subject }) => subject === DATABASE_SUBJECT)) {
    await consent.require([DATABASE_SUBJECT]);
  } else if (ledgerUrl !== ":memory:") {
    requirePlainPlace(corpus.root, ledgerUrl);
    const usual = join(corpus.root, USUAL_LEDGER);
    // Whoever changes the configuration needs no consent for that, and would put all reviews out of sight.
    if (ledgerUrl !== usual && existsSync(usual)) {
      warn(
        `the ledger ${USUAL_LEDGER} is not used, since "database" in review.config.json names ${corpus.config.database}: mend that, or move the ledger away`,
      );
    }
  }
  return ledgerUrl;
}

const MEND_CONFIGURATION = 'the repository names it: mend "database" in review.config.json';

function requirePlainPlace(root: string, path: string): void {
  if (!LEDGER_NAME.test(path)) {
    throw new LedgerPlaceError(path, "does not end in .sqlite, .sqlite3 or .db", MEND_CONFIGURATION);
  }
  if (IN_GIT.test(relative(root, path))) throw new LedgerPlaceError(path, "is in .git", MEND_CONFIGURATION);
  const sides = SIDE_FILES.map((suffix) => path + suffix);
  const ignore = basename(dirname(path)) === ".review" ? [join(dirname(path), ".gitignore")] : [];
  for (const file of [path, ...sides, ...ignore]) {
    const link = ifVisible(() => findSymlink(root, file));
    if (link !== undefined) throw new LedgerPlaceError(link, `is a symlink${insteadOfKept(path, link)}`);
  }
  // A pipe in their place would keep SQLite waiting for ever.
  for (const file of sides) {
    if (ifVisible(() => lstatSync(file))?.isFile() === false) throw new LedgerPlaceError(file, "is no file");
  }
}

/** Where the user's own ledger is meanwhile, if something was put in its place. */
function insteadOfKept(path: string, link: string): string {
  const name = secondName(path, link);
  return name?.has === "lost" ? ` (your ledger is kept in ${name.path} meanwhile)` : "";
}

/** What is not there does no harm; what cannot be looked at cannot be opened either, and the attempt says why. */
function ifVisible<Seen>(look: () => Seen): Seen | undefined {
  try {
    return look();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}
