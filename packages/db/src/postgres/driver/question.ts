import { type Answer, runBatch } from "./batch.ts";
import { isConnectionLost, translatePostgresError } from "./postgres-errors.ts";
import { type Session, withClient } from "./session.ts";
import { type Statement, statement } from "./statement.ts";

const BEGIN = statement("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
const COMMIT = statement("COMMIT");

/** Asks statements within one question; they see what was there at one moment. */
export type Ask = (...statements: readonly Statement[]) => Promise<Answer["rows"][]>;

/**
 * What several statements see of one moment, also where one is made of what another one gave. A question whose connection was
 * lost is asked once more. Throws as `translatePostgresError`.
 */
export async function question<T>(session: Session, of: (ask: Ask) => Promise<T>): Promise<T> {
  try {
    return await onceMore(() => withClient(session, (client) => inOneMoment(client, of)));
  } catch (error) {
    throw translatePostgresError(error, session.url);
  }
}

/** One statement is one moment by itself. */
export async function rowsOf<Row>(session: Session, asked: Statement): Promise<Row[]> {
  try {
    const [answer] = await onceMore(() => withClient(session, (client) => runBatch(client, [asked])));
    return (answer?.rows ?? []) as Row[];
  } catch (error) {
    throw translatePostgresError(error, session.url);
  }
}

async function inOneMoment<T>(
  client: Parameters<Parameters<typeof withClient>[1]>[0],
  of: (ask: Ask) => Promise<T>,
): Promise<T> {
  let hasBegun = false;
  const ask: Ask = async (...statements) => {
    const answers = await runBatch(client, hasBegun ? statements : [BEGIN, ...statements]);
    const given = hasBegun ? answers : answers.slice(1);
    hasBegun = true;
    return given.map(({ rows }) => rows);
  };
  try {
    return await of(ask);
  } finally {
    // Nothing was changed: whether it is committed or, after an error, rolled back is the same.
    await runBatch(client, [COMMIT]).catch(() => {});
  }
}

async function onceMore<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
    return ask();
  }
}
