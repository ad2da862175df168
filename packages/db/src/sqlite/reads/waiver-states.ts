import type { Database } from "better-sqlite3";
import { waiverStatesOf } from "../../from-rows/to-waiver.ts";
import type { WaiverState } from "../../waiver.ts";
import { worstSeverities } from "./list-findings.ts";
import { newestWaivers } from "./list-waivers.ts";

/** What is known of some findings before a decision about them, in the order of their keys. */
export function waiverStates(sqlite: Database, keys: readonly string[]): WaiverState[] {
  return waiverStatesOf(keys, newestWaivers(sqlite, keys), worstSeverities(sqlite, keys));
}
