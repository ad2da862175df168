import { soundRow } from "../../from-rows/sound-row.ts";
import type { Sample } from "../../sample.ts";
import type { AcceptanceEventId, SampleId } from "../../vocabulary.ts";
import { question } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { statement } from "../driver/statement.ts";

const RESTING = `SELECT acceptance_event_id AS "acceptanceEventId", sample_id AS "sampleId"
FROM review.sampled_acceptances WHERE acceptance_event_id = ANY ($1::bigint[]) ORDER BY acceptance_event_id`;
const ASKED =
  "(SELECT sample_id FROM review.sampled_acceptances WHERE acceptance_event_id = ANY ($1::bigint[]))";
const SAMPLES = `SELECT id, gate_id AS "gateId", gate_sha AS "gateSha", model_id AS "modelId", seed, population,
  flips_at_most AS "flipsAtMost", confidence, taken_at AS "takenAt" FROM review.samples WHERE id IN ${ASKED}`;
const REVIEWS = `SELECT sample_id AS "sampleId", acceptance_event_id AS "acceptanceEventId"
FROM review.sample_reviews WHERE sample_id IN ${ASKED} ORDER BY sample_id, acceptance_event_id`;

interface Link {
  sampleId: SampleId;
  acceptanceEventId: AcceptanceEventId;
}

export async function listSamples(
  session: Session,
  eventIds: readonly AcceptanceEventId[],
): Promise<Map<AcceptanceEventId, Sample>> {
  const [resting, found, reviews] = await question(session, async (ask) => {
    const rows = await ask(...[RESTING, SAMPLES, REVIEWS].map((text) => statement(text, eventIds)));
    return rows as unknown as [Link[], Omit<Sample, "reviewed">[], Link[]];
  });
  const samples = new Map(
    found.map((row): [SampleId, Sample] => {
      const reviewed = reviews.filter(({ sampleId }) => sampleId === row.id);
      return [row.id, { ...soundRow(row), reviewed: reviewed.map((each) => each.acceptanceEventId) }];
    }),
  );
  return new Map(
    resting.flatMap(({ acceptanceEventId, sampleId }) => {
      const sample = samples.get(sampleId);
      return sample ? [[acceptanceEventId, sample] as const] : [];
    }),
  );
}
