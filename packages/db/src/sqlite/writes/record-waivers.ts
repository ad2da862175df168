import type { Database } from "better-sqlite3";
import type { WaiverId } from "../../vocabulary.ts";
import type { WaiverDecider } from "../../waiver.ts";
import { worstSeverities } from "../reads/list-findings.ts";
import { newestWaivers } from "../reads/list-waivers.ts";

const INSERT = `INSERT INTO waivers (key, kind, severity, reason, author, until_date, decided_at)
VALUES (@key, @kind, @severity, @reason, @author, @until, @decidedAt)`;

/** What only some decisions say. */
const UNSAID = { severity: null, author: null, until: null };

/** Appends decisions about some findings. To be called in a write transaction. Returns their ids in the decider's order. */
export function recordWaivers(
  sqlite: Database,
  keys: readonly string[],
  decide: WaiverDecider,
  now: string,
): WaiverId[] {
  const newest = newestWaivers(sqlite, keys);
  const worst = worstSeverities(sqlite, keys);
  const states = keys.map((key) => ({ key, severity: worst.get(key), newest: newest.get(key) }));
  const insert = sqlite.prepare(INSERT);
  return decide(states, now).map((waiver) =>
    Number(insert.run({ ...UNSAID, ...waiver, decidedAt: now }).lastInsertRowid),
  );
}
