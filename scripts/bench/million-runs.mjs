// A tree of 5,000 notes and 20 gates, and a ledger of completed runs of it: each pair under ten models, which is a million, or fewer.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { openLedger } from "../../packages/db/dist/index.js";

const NOTES = 5000;
const GATES = 20;
const MODELS = 10;
const AT_A_TIME = 10_000;

/**
 * One review in a hundred finds something. Verdicts are kept apart by model, so that is a queue of 10,000, as one in ten was
 * when only the last of the ten models counted. The shift spreads them over notes, gates and models.
 * @param {number} run
 */
const decisionOf = (run) => ((run + Math.floor(run / NOTES)) % 100 === 0 ? "warn" : "pass");

/** Makes tree and ledger in a folder, through the ledger's own triggers. @param {string} root @param {number} models */
export async function makeMillionRuns(root, models = MODELS) {
  const notes = writeTexts(root, "notes", NOTES, (index) => `# Note ${index}\n\nThe text of ${index}.\n`);
  const gates = writeTexts(root, "gates/prose", GATES, (index) => `# Gate ${index}\n\nIs it clear?\n`);
  const path = join(root, ".review", "ledger.sqlite");
  await (await openLedger(path)).close();
  const sqlite = new Database(path);
  sqlite.pragma("foreign_keys = ON");
  // What is lost with the power is made anew.
  sqlite.pragma("synchronous = OFF");
  sqlite.pragma("cache_size = -400000");
  const snapshot = sqlite.prepare("INSERT INTO snapshots (sha, text) VALUES (?, ?)");
  for (const { sha, text } of [...notes, ...gates]) snapshot.run(sha, text);
  const record = recorder(sqlite);
  const addSome = sqlite.transaction((/** @type {number} */ from) => {
    for (let run = from; run < from + AT_A_TIME; run += 1) {
      const [note, gate] = [notes[run % NOTES], gates[Math.floor(run / NOTES) % GATES]];
      if (!note || !gate) throw new Error(`no note or gate for run ${run}`);
      record({ run, note, gate, model: `model-${Math.floor(run / NOTES / GATES)}` });
    }
  });
  for (let from = 0; from < NOTES * GATES * models; from += AT_A_TIME) addSome(from);
  sqlite.pragma("wal_checkpoint(TRUNCATE)");
  sqlite.close();
}

/**
 * @typedef {{ name: string, sha: string, text: string }} Text
 * @param {string} root @param {string} folder @param {number} amount @param {(index: number) => string} textOf
 * @returns {Text[]}
 */
function writeTexts(root, folder, amount, textOf) {
  mkdirSync(join(root, folder), { recursive: true });
  return Array.from({ length: amount }, (_, index) => {
    const text = textOf(index);
    const name = `${folder}/t${index}.md`;
    writeFileSync(join(root, name), text);
    return { name, text, sha: createHash("sha256").update(text).digest("hex") };
  });
}

/** Records one completed run of one gate. @param {Database.Database} sqlite */
function recorder(sqlite) {
  const start = sqlite.prepare(
    `INSERT INTO review_runs (note_path, model_id, runner, reviewed_note_sha, started_at, telemetry_json, raw_bundle_markdown)
     VALUES (?, ?, 'bench', ?, ?, ?, ?)`,
  );
  const ask = sqlite.prepare("INSERT INTO review_run_gates VALUES (?, ?, ?, 0)");
  const review = sqlite.prepare(
    `INSERT INTO gate_reviews (review_run_id, note_path, gate_id, model_id, decision, rationale_markdown, gate_sha,
       reviewed_note_sha, reviewed_at, review_kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'full-review')`,
  );
  // Which accepts what was reviewed.
  const end = sqlite.prepare("UPDATE review_runs SET status = 'completed', completed_at = ? WHERE id = ?");
  return (
    /** @type {{ run: number, note: Text, gate: Text, model: string }} */ { run, note, gate, model },
  ) => {
    const at = new Date(1.7e12 + run * 1000).toISOString();
    const gateId = gate.name.replace(/^gates\/|\.md$/g, "");
    const telemetry = { requestedModelId: model, batchSize: 5, costUsd: 0.01, durationMs: 1000 };
    const rationale = `### Summary\nLooked at ${run}.\n\n### Findings\n- WARN: unclear\n  > text`;
    const about = [note.name, model, note.sha, at, JSON.stringify(telemetry), `bundle ${run}`];
    const runId = start.run(...about).lastInsertRowid;
    ask.run(runId, gateId, gate.sha);
    const judged = [decisionOf(run), rationale, gate.sha, note.sha, at];
    review.run(runId, note.name, gateId, model, ...judged);
    end.run(at, runId);
  };
}
