import type { Database } from "better-sqlite3";
import type { NewSample } from "../../sample.ts";
import type { AcceptanceEventId } from "../../vocabulary.ts";

const INSERT = `INSERT INTO samples (gate_id, gate_sha, model_id, seed, population, flips_at_most, confidence, taken_at)
VALUES (@gateId, @gateSha, @modelId, @seed, @population, @flipsAtMost, @confidence, @takenAt)`;

/** Records a sample and which events rest on it. To be called in a write transaction. */
export function recordSample(
  sqlite: Database,
  { reviewed, ...sample }: NewSample,
  resting: readonly AcceptanceEventId[],
  takenAt: string,
): void {
  const { lastInsertRowid: id } = sqlite.prepare(INSERT).run({ ...sample, takenAt });
  const review = sqlite.prepare("INSERT INTO sample_reviews (sample_id, acceptance_event_id) VALUES (?, ?)");
  for (const event of reviewed) review.run(id, event);
  const rest = sqlite.prepare(
    "INSERT INTO sampled_acceptances (sample_id, acceptance_event_id) VALUES (?, ?)",
  );
  for (const event of resting) rest.run(id, event);
}
