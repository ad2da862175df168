import type { Database } from "better-sqlite3";
import { toWaiver, type WaiverRow, waiversOf } from "../../from-rows/to-waiver.ts";
import type { Waiver } from "../../waiver.ts";

const COLUMNS = "id, key, kind, severity, reason, author, until_date AS untilDate, decided_at AS decidedAt";

// By hand: whatever shows findings asks it (see orm.ts). One parameter for all keys, however many there are.
const NEWEST = `SELECT ${COLUMNS} FROM waivers
WHERE id IN (SELECT (SELECT max(id) FROM waivers WHERE waivers.key = asked.value) FROM json_each(?) AS asked)
ORDER BY id`;

const ALL = `SELECT ${COLUMNS} FROM waivers WHERE key IN (SELECT value FROM json_each(?) AS asked) ORDER BY id`;

/** The newest decision about each of some findings, by key. */
export function newestWaivers(sqlite: Database, keys: readonly string[]): Map<string, Waiver> {
  if (keys.length === 0) return new Map();
  return waiversOf(sqlite.prepare<[string], WaiverRow>(NEWEST).all(JSON.stringify(keys)));
}

/** See `listWaiverHistory` of the package. */
export function listWaiverHistory(sqlite: Database, keys: readonly string[]): Waiver[] {
  return sqlite.prepare<[string], WaiverRow>(ALL).all(JSON.stringify(keys)).map(toWaiver);
}
