import { setTimeout } from "node:timers/promises";
import { LedgerUnavailableError } from "../../errors.ts";
import { type Answer, answersOf, runBatch, settleBatch } from "./batch.ts";
import type { Client } from "./connect.ts";
import { isConnectionLost, translatePostgresError } from "./postgres-errors.ts";
import type { Ask } from "./question.ts";
import { type Session, withClient } from "./session.ts";
import { statement } from "./statement.ts";

/** How long a change waits for those of others, in milliseconds. */
const LOCK_TIMEOUT_MS = 10_000;
/** How long the server waits for the next statement of a process that hangs while others wait for it. */
const IDLE_TIMEOUT_MS = 60_000;

const BEGIN = [
  statement("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"),
  statement(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`),
  statement(`SET LOCAL idle_in_transaction_session_timeout = ${IDLE_TIMEOUT_MS}`),
  statement("SELECT pg_catalog.pg_current_xact_id()::text AS id"),
];
const COMMIT = statement("COMMIT");
const ROLLBACK = statement("ROLLBACK");

/**
 * That nobody else writes until this transaction ends: so ids are given without gaps and in the order of the commits, as in a
 * file, and what is behind a mark of the ledger was not there when it was set. Asked for after the lock on a run, never before it.
 */
export const LOCK_LEDGER = statement("SELECT review.lock_ledger()");

/** That a change is not waited for until it is on the disk: for what is nothing by itself, since whatever builds on it is kept later than it. */
export const WITHOUT_WAITING = statement("SET LOCAL synchronous_commit = off");

/** A change under way. */
export interface Change {
  /** Asks within the transaction, which the first question begins. */
  ask: Ask;
  /** Sends the last statements and commits; gives the rows of each. Nothing of the change stays if one fails. */
  commit: Ask;
}

/**
 * One write transaction. It stays if `of` calls `commit`, and is undone if that throws or never does. Where the connection is lost
 * while it is committed, the server is asked what became of it. Throws as `translatePostgresError`.
 */
export async function change<T>(session: Session, of: (change: Change) => Promise<T>): Promise<T> {
  if (session.readOnly) throw new LedgerUnavailableError(session.url, "it was opened to read only");
  try {
    return await withClient(session, (client) => transaction(session, client, of));
  } catch (error) {
    throw translatePostgresError(error, session.url);
  }
}

async function transaction<T>(
  session: Session,
  client: Client,
  of: (change: Change) => Promise<T>,
): Promise<T> {
  let id: string | undefined;
  let isCommitted = false;
  const ask: Ask = async (...statements) => {
    if (id !== undefined) return rowsOf(await runBatch(client, statements));
    const answers = await runBatch(client, [...BEGIN, ...statements]);
    id = String(answers[BEGIN.length - 1]?.rows[0]?.id);
    return rowsOf(answers.slice(BEGIN.length));
  };
  const commit: Ask = async (...statements) => {
    if (id === undefined) await ask();
    const settled = await settleBatch(client, [...statements, COMMIT]);
    const lost = settled.find((each) => each.status === "rejected" && isConnectionLost(each.reason));
    if (lost) await requireCommitted(session, id ?? "");
    // Only the word that it is committed may be missing, or a caller does not get the ids that it asks for.
    const told = lost ? settled.slice(0, -1) : settled;
    if (lost && told.some(({ status }) => status === "rejected"))
      throw new LedgerUnavailableError(session.url, RECORDED);
    const answers = answersOf(told);
    if (!lost && answers.at(-1)?.command !== "COMMIT")
      throw new LedgerUnavailableError(session.url, "the server undid a change without a reason");
    isCommitted = true;
    return rowsOf(answers.slice(0, statements.length));
  };
  try {
    return await of({ ask, commit });
  } finally {
    if (id !== undefined && !isCommitted) await runBatch(client, [ROLLBACK]).catch(() => {});
  }
}

const RECORDED = "the connection was lost after the change was recorded; look at it before you go on";

const rowsOf = (answers: readonly Answer[]) => answers.map(({ rows }) => rows);

const STATUS_ASKED_FOR = 50;
const STATUS_EVERY_MS = 100;

/** Throws, saying what is known, unless the transaction of this id is committed. */
async function requireCommitted(session: Session, id: string): Promise<void> {
  let status: unknown;
  try {
    // The server may still be at it: it learns of the lost connection later than we do.
    for (let asked = 0; asked < STATUS_ASKED_FOR; asked += 1) {
      const [answer] = await withClient(session, (client) =>
        runBatch(client, [statement("SELECT pg_catalog.pg_xact_status($1::xid8) AS status", id)]),
      );
      status = answer?.rows[0]?.status;
      if (status !== "in progress") break;
      await setTimeout(STATUS_EVERY_MS);
    }
  } catch {
    status = undefined;
  }
  if (status === "committed") return;
  throw new LedgerUnavailableError(
    session.url,
    status === "aborted"
      ? "the connection was lost, and nothing was recorded; run the command again"
      : "the connection was lost, and whether the change was recorded is not known; look before you run the command again",
  );
}
