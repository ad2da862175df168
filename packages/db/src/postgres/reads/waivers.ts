import { toWaiver, type WaiverRow, waiverStatesOf, waiversOf } from "../../from-rows/to-waiver.ts";
import type { FindingSeverity } from "../../vocabulary.ts";
import type { NewestWaivers, Waiver, WaiverState } from "../../waiver.ts";
import { rowsOf } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { type Statement, statement } from "../driver/statement.ts";
import { IS_OF_ENDED_RUN } from "./findings.ts";

const COLUMNS = `id, key, kind, severity, reason, author, until_date AS "untilDate", decided_at AS "decidedAt"`;
const NEWEST = `SELECT DISTINCT ON (key) ${COLUMNS} FROM review.waivers WHERE key = ANY ($1::text[]) ORDER BY key, id DESC`;

const ALL = `SELECT ${COLUMNS} FROM review.waivers WHERE key = ANY ($1::text[]) ORDER BY id`;

const WORST = `SELECT finding.key, CASE WHEN bool_or(finding.severity = 'fail') THEN 'fail' ELSE 'warn' END AS severity
FROM review.findings AS finding WHERE finding.key = ANY ($1::text[]) AND ${IS_OF_ENDED_RUN} GROUP BY finding.key`;

export async function listWaivers(session: Session, keys: readonly string[]): Promise<NewestWaivers> {
  const rows = await rowsOf<WaiverRow>(session, statement(NEWEST, keys));
  // In the order in which they were decided.
  return { askedAt: session.now(), newest: waiversOf(rows.toSorted((a, b) => a.id - b.id)) };
}

/** See `listWaiverHistory` of the package. */
export async function listWaiverHistory(session: Session, keys: readonly string[]): Promise<Waiver[]> {
  return (await rowsOf<WaiverRow>(session, statement(ALL, keys))).map(toWaiver);
}

/** Two statements that ask what is known of some findings; `toWaiverStates` reads what they give. */
export const askForWaiverStates = (keys: readonly string[]): [Statement, Statement] => [
  statement(NEWEST, keys),
  statement(WORST, keys),
];

export function toWaiverStates(
  keys: readonly string[],
  newest: readonly unknown[] = [],
  worst: readonly unknown[] = [],
): WaiverState[] {
  const severities = (worst as { key: string; severity: FindingSeverity }[]).map(
    ({ key, severity }) => [key, severity] as const,
  );
  return waiverStatesOf(keys, waiversOf(newest as WaiverRow[]), new Map(severities));
}
