import type { Database } from "better-sqlite3";
import { asc, eq, inArray, sql } from "drizzle-orm";
import { soundRow } from "../../from-rows/sound-row.ts";
import type { Sample } from "../../sample.ts";
import type { AcceptanceEventId } from "../../vocabulary.ts";
import { ormOf } from "../orm.ts";
import { sampledAcceptances, sampleReviews, samples } from "../schema/tables.ts";

/** The samples that some acceptance events rest on, by event; one that rests on none is not in the answer. */
export function listSamples(
  sqlite: Database,
  eventIds: readonly AcceptanceEventId[],
): Map<AcceptanceEventId, Sample> {
  const orm = ormOf(sqlite);
  // One parameter, however many there are.
  const asked = sql`(SELECT value FROM json_each(${JSON.stringify(eventIds)}))`;
  const resting = orm
    .select()
    .from(sampledAcceptances)
    .where(inArray(sampledAcceptances.acceptanceEventId, asked))
    .all()
    .map(soundRow);
  const known = new Map<number, Sample>();
  const read = (id: number): Sample | undefined => {
    const row = orm.select().from(samples).where(eq(samples.id, id)).get();
    if (!row) return undefined;
    const reviewed = orm
      .select({ acceptanceId: sampleReviews.acceptanceEventId })
      .from(sampleReviews)
      .where(eq(sampleReviews.sampleId, id))
      .orderBy(asc(sampleReviews.acceptanceEventId))
      .all();
    return { ...soundRow(row), reviewed: reviewed.map((each) => soundRow(each).acceptanceId) };
  };
  return new Map(
    resting.flatMap(({ acceptanceEventId, sampleId }) => {
      const sample = known.get(sampleId) ?? read(sampleId);
      if (!sample) return [];
      known.set(sampleId, sample);
      return [[acceptanceEventId, sample] as const];
    }),
  );
}
