import type { Database } from "better-sqlite3";
import type { WaiverId } from "../../vocabulary.ts";
import type { WaiverDecider } from "../../waiver.ts";
import { listFindingKeys, newestWaivers } from "../reads/list-waivers.ts";

const INSERT = `INSERT INTO waivers (key, kind, reason, author, until_date, decided_at)
VALUES (@key, @kind, @reason, @author, @until, @decidedAt)`;

/** Appends decisions about some findings. To be called in a write transaction. Returns their ids in the decider's order. */
export function recordWaivers(
  sqlite: Database,
  keys: readonly string[],
  decide: WaiverDecider,
  now: string,
): WaiverId[] {
  const newest = newestWaivers(sqlite, keys);
  const states = keys.map((key) => ({
    key,
    isFound: listFindingKeys(sqlite, key).includes(key),
    newest: newest.get(key),
  }));
  const insert = sqlite.prepare(INSERT);
  return decide(states, now).map(({ author = null, until = null, ...waiver }) =>
    Number(insert.run({ ...waiver, author, until, decidedAt: now }).lastInsertRowid),
  );
}
