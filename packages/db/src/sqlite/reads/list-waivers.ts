import type { Database } from "better-sqlite3";
import type { Waiver } from "../../waiver.ts";
import { soundRow } from "./sound-row.ts";

// By hand: whatever shows findings asks it (see orm.ts). One parameter for all keys, however many there are.
const NEWEST = `SELECT id, key, kind, reason, author, until_date AS until, decided_at AS decidedAt FROM waivers
WHERE id IN (SELECT (SELECT max(id) FROM waivers WHERE waivers.key = asked.value) FROM json_each(?) AS asked)
ORDER BY id`;

const OF_PREFIX = `SELECT DISTINCT key FROM findings AS finding
WHERE key >= @prefix AND key < @prefix || 'g' AND EXISTS (
  SELECT 1 FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
  WHERE review.id = finding.gate_review_id AND run.status <> 'running')
ORDER BY key`;

type WaiverRow = Omit<Waiver, "author" | "until"> & { author: string | null; until: string | null };

/** The newest decision about each of some findings, by key. */
export function newestWaivers(sqlite: Database, keys: readonly string[]): Map<string, Waiver> {
  if (keys.length === 0) return new Map();
  const rows = sqlite.prepare<[string], WaiverRow>(NEWEST).all(JSON.stringify(keys));
  return new Map(
    rows.map(soundRow).map(({ author, until, ...row }) => {
      const waiver = { ...row, ...(author !== null && { author }), ...(until !== null && { until }) };
      return [row.key, waiver] as const;
    }),
  );
}

/** The keys of findings in runs that have ended which begin with some hex digits, sorted. */
export function listFindingKeys(sqlite: Database, prefix: string): string[] {
  return sqlite
    .prepare<[{ prefix: string }], { key: string }>(OF_PREFIX)
    .all({ prefix })
    .map((row) => soundRow(row).key);
}
