import type { Database } from "better-sqlite3";
import type { WaiverId } from "../../vocabulary.ts";
import type { WaiverDecider } from "../../waiver.ts";
import { waiverStates } from "../reads/waiver-states.ts";

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
  const insert = sqlite.prepare(INSERT);
  return decide(waiverStates(sqlite, keys), now).map((waiver) =>
    Number(insert.run({ ...UNSAID, decidedAt: now, ...waiver }).lastInsertRowid),
  );
}
