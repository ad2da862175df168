import type { Client } from "./connect.ts";
import { DriverError } from "./postgres-errors.ts";
import { type Statement, sentValues } from "./statement.ts";

/** What a statement gave: its rows, and the command that the server carried out. */
export interface Answer {
  rows: Record<string, unknown>[];
  command: string;
}

/** "The transaction is aborted": what every statement behind the one that failed says. */
const ABORTED = "25P02";

/** Sends statements one behind the other without waiting for answers in between, and waits for all of them. */
export async function settleBatch(
  client: Client,
  statements: readonly Statement[],
): Promise<PromiseSettledResult<Answer>[]> {
  return Promise.allSettled(statements.map((each) => send(client, each)));
}

async function send(client: Client, asked: Statement): Promise<Answer> {
  const values = asked.values.length > 0 ? { values: sentValues(asked) } : {};
  try {
    const { rows, command } = await client.query({ text: asked.text, ...values });
    return { rows, command };
  } catch (error) {
    throw new DriverError(error);
  }
}

/** The same, if all of them succeed. Throws what the first one said that failed by itself. */
export async function runBatch(client: Client, statements: readonly Statement[]): Promise<Answer[]> {
  return answersOf(await settleBatch(client, statements));
}

/** The answers, if there are all. Throws what the first statement said that failed by itself. */
export function answersOf(settled: readonly PromiseSettledResult<Answer>[]): Answer[] {
  const failures = settled.flatMap((each) => (each.status === "rejected" ? [each.reason as unknown] : []));
  if (failures.length > 0) throw failures.find((each) => !isAborted(each)) ?? failures[0];
  return settled.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
}

const isAborted = (thrown: unknown) => thrown instanceof DriverError && thrown.code === ABORTED;
