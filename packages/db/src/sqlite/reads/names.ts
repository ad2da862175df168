import type { Database } from "better-sqlite3";
import { union } from "drizzle-orm/sqlite-core";
import { soundRow } from "../../from-rows/sound-row.ts";
import { ormOf } from "../orm.ts";
import { acceptanceEvents, reviewRunGates, reviewRuns } from "../schema/tables.ts";

/** Every note path and every gate id that an acceptance event names, each once, sorted by code unit. */
export function listAcceptedNames(sqlite: Database): { notePaths: string[]; gateIds: string[] } {
  const { notePath, gateId } = acceptanceEvents;
  const distinct = (name: typeof notePath | typeof gateId) =>
    namesOf(ormOf(sqlite).selectDistinct({ name }).from(acceptanceEvents).all()).sort();
  return { notePaths: distinct(notePath), gateIds: distinct(gateId) };
}

/** Every note path that a run or an acceptance event names, each once. */
export function listRecordedNotePaths(sqlite: Database): string[] {
  const orm = ormOf(sqlite);
  const ofRuns = orm.select({ name: reviewRuns.notePath }).from(reviewRuns);
  const ofEvents = orm.select({ name: acceptanceEvents.notePath }).from(acceptanceEvents);
  return namesOf(union(ofRuns, ofEvents).all());
}

/** Every gate id that a run was asked for or an acceptance event names, each once. */
export function listRecordedGateIds(sqlite: Database): string[] {
  const orm = ormOf(sqlite);
  const ofRuns = orm.select({ name: reviewRunGates.gateId }).from(reviewRunGates);
  const ofEvents = orm.select({ name: acceptanceEvents.gateId }).from(acceptanceEvents);
  return namesOf(union(ofRuns, ofEvents).all());
}

function namesOf(rows: readonly { name: string }[]): string[] {
  return rows.map((row) => soundRow(row).name);
}
