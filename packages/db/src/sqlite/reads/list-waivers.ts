import type { Database } from "better-sqlite3";
import type { FindingSeverity } from "../../vocabulary.ts";
import type { Waiver } from "../../waiver.ts";
import type { waivers } from "../schema/tables.ts";
import { soundRow } from "./sound-row.ts";

// By hand: whatever shows findings asks it (see orm.ts). One parameter for all keys, however many there are.
const NEWEST = `SELECT id, key, kind, severity, reason, author, until_date AS untilDate, decided_at AS decidedAt FROM waivers
WHERE id IN (SELECT (SELECT max(id) FROM waivers WHERE waivers.key = asked.value) FROM json_each(?) AS asked)
ORDER BY id`;

type WaiverRow = Omit<typeof waivers.$inferSelect, "kind" | "severity"> &
  ({ kind: "waived"; severity: FindingSeverity } | { kind: "unwaived"; severity: null });

/** The newest decision about each of some findings, by key. */
export function newestWaivers(sqlite: Database, keys: readonly string[]): Map<string, Waiver> {
  if (keys.length === 0) return new Map();
  const rows = sqlite.prepare<[string], WaiverRow>(NEWEST).all(JSON.stringify(keys));
  return new Map(rows.map((row) => [row.key, toWaiver(row)]));
}

function toWaiver({ kind, severity, ...row }: WaiverRow): Waiver {
  const { author, untilDate, ...rest } = soundRow(row);
  const waiver = { ...rest, ...(author !== null && { author }) };
  if (kind === "unwaived") return { ...waiver, kind };
  return { ...waiver, ...soundRow({ kind, severity }), ...(untilDate !== null && { until: untilDate }) };
}
