import type { Database } from "better-sqlite3";
import type { WaiverState } from "../../waiver.ts";
import { worstSeverities } from "./list-findings.ts";
import { newestWaivers } from "./list-waivers.ts";

/** What is known of some findings before a decision about them, in the order of their keys. */
export function waiverStates(sqlite: Database, keys: readonly string[]): WaiverState[] {
  const newest = newestWaivers(sqlite, keys);
  const worst = worstSeverities(sqlite, keys);
  return keys.map((key) => ({ key, severity: worst.get(key), newest: newest.get(key) }));
}
