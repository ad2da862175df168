import type { NewOpinion } from "../../opinion.ts";
import type { NewQuarantine } from "../../quarantine.ts";
import type { NewSample } from "../../sample.ts";
import type { AcceptanceEventId } from "../../vocabulary.ts";
import { toJsonText } from "../driver/nul.ts";
import { columnsOf, type Statement, statement } from "../driver/statement.ts";

// What is decided about gates and findings, beside acceptances and waivers. Ids are given by the table's trigger, in the order of the rows.

const QUARANTINES = `INSERT INTO review.gate_quarantines (gate_id, gate_sha, model_id, kind, reason, evidence_json, decided_at)
SELECT gate_id, gate_sha, model_id, kind, reason, evidence, $7
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
  WITH ORDINALITY AS given (gate_id, gate_sha, model_id, kind, reason, evidence, ordinal)
ORDER BY ordinal RETURNING id`;

/** Appends decisions about gates; gives their ids. */
export const insertQuarantines = (quarantines: readonly NewQuarantine[], now: string): Statement =>
  statement(
    QUARANTINES,
    ...columnsOf(
      quarantines,
      ({ gateId }) => gateId,
      ({ gateSha }) => gateSha,
      ({ modelId }) => modelId,
      ({ kind }) => kind,
      ({ reason }) => reason,
      ({ evidence }) => toJsonText(evidence),
    ),
    now,
  );

const OPINIONS = `INSERT INTO review.opinions (finding_id, kind, model_id, runner, reason, telemetry_json, said_at)
SELECT finding_id, kind, model_id, runner, reason, telemetry, at
FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
  WITH ORDINALITY AS given (finding_id, kind, model_id, runner, reason, telemetry, at, ordinal)
ORDER BY ordinal RETURNING id`;

/** Appends what second reviewers say of findings; gives the ids. */
export const insertOpinions = (opinions: readonly NewOpinion[], now: string): Statement =>
  statement(
    OPINIONS,
    opinions.map(({ findingId }) => findingId),
    ...opinionColumns(opinions, now),
  );

/** Kind, partition, runner, reason, telemetry and time of opinions. */
export const opinionColumns = (opinions: readonly Omit<NewOpinion, "findingId">[], now: string) =>
  columnsOf(
    opinions,
    ({ kind }) => kind,
    ({ modelId }) => modelId,
    ({ runner }) => runner,
    ({ reason }) => reason,
    ({ telemetry }) => telemetry && toJsonText(telemetry),
    ({ saidAt }) => saidAt ?? now,
  );

const SAMPLE = `INSERT INTO review.samples (gate_id, gate_sha, model_id, seed, population, flips_at_most, confidence, taken_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
// Under the lock on the ledger the last sample is the one that was just added.
const links = (table: string) => `INSERT INTO review.${table} (sample_id, acceptance_event_id)
SELECT (SELECT max(id) FROM review.samples), id FROM unnest($1::bigint[]) AS id`;

/** Records a sample and which events rest on it. */
export const insertSample = (
  { gateId, gateSha, modelId, seed, population, flipsAtMost, confidence, reviewed }: NewSample,
  resting: readonly AcceptanceEventId[],
  takenAt: string,
): Statement[] => [
  statement(SAMPLE, gateId, gateSha, modelId, seed, population, flipsAtMost, confidence, takenAt),
  statement(links("sample_reviews"), reviewed),
  statement(links("sampled_acceptances"), resting),
];
