// Makes a repository and the file that the old scripts would have left beside it, of any size.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";

const SCHEMA = `
  CREATE TABLE review_runs (id INTEGER PRIMARY KEY, note_path TEXT, model_id TEXT, runner TEXT, reviewed_note_sha TEXT,
    reviewed_note_commit TEXT, started_at TEXT, completed_at TEXT, status TEXT, failure_reason TEXT,
    telemetry_json TEXT, raw_bundle_markdown TEXT, debug_log TEXT);
  CREATE TABLE review_run_gates (review_run_id INTEGER, gate_id TEXT, gate_sha TEXT, ordinal INTEGER);
  CREATE TABLE gate_reviews (id INTEGER PRIMARY KEY, review_run_id INTEGER, note_path TEXT, gate_id TEXT, model_id TEXT,
    decision TEXT, rationale_markdown TEXT, evidence_json TEXT, gate_sha TEXT, reviewed_note_sha TEXT,
    reviewed_note_commit TEXT, reviewed_at TEXT, review_kind TEXT);
  CREATE TABLE acceptance_events (id INTEGER PRIMARY KEY, note_path TEXT, gate_id TEXT, model_id TEXT,
    accepted_review_id INTEGER, accepted_note_sha TEXT, accepted_note_commit TEXT, accepted_gate_sha TEXT,
    accepted_at TEXT, acceptance_kind TEXT);`;

const COMMIT = "c".repeat(40);
const RATIONALE = `### Summary\n\n${"Every sentence is clear. ".repeat(40)}\n\n## Result: PASS\n`;
const LOG = "a line of what the reviewer did meanwhile\n".repeat(100);
const TELEMETRY = '{"model": "claude-opus-4-8", "reasoning_effort": "high", "total_cost_usd": 0.31}';

/** The git id of a text. @param {string} text */
function blobId(text) {
  const hash = createHash("sha1");
  return hash.update(`blob ${Buffer.byteLength(text)}\0${text}`).digest("hex");
}

/** A local time, minutes after the beginning. @param {number} minutes */
const timeAt = (minutes) =>
  new Date(Date.UTC(2025, 0, 1, 1) + minutes * 60_000).toISOString().replace("Z", "+01:00");

/**
 * Notes of about 6 kB, each reviewed in each of its versions by one run over all gates; the last version is the file,
 * the repository has the others. Returns the path of the old file.
 * @param {string} root
 * @param {{ notes: number, versions: number, gates: number }} size
 */
export function makeOldBase(root, { notes, versions, gates }) {
  const write = (/** @type {string} */ path, /** @type {string} */ text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    return blobId(text);
  };
  write("review.config.json", "{}");
  const gateRows = Array.from({ length: gates }, (_, index) => {
    const id = `prose/gate-${index}`;
    return {
      id,
      sha: write(`gates/${id}.md`, `# Gate ${index}\n\n${"Is every sentence clear? ".repeat(20)}\n`),
    };
  });
  const noteRows = Array.from({ length: notes }, (_, index) => {
    const path = `notes/part-${index % 50}/note-${index}.md`;
    const texts = Array.from(
      { length: versions },
      (_, version) => `# Note ${index}\n\n${`Version ${version} of note ${index}. `.repeat(220)}\n`,
    );
    write(path, texts.at(-1) ?? "");
    return { path, texts };
  });
  storeInGit(
    root,
    noteRows.flatMap(({ texts }) => texts),
  );
  const old = join(root, "reviews.sqlite");
  writeOldFile(old, noteRows, gateRows);
  return old;
}

/** Puts texts into a repository, as objects that nothing names. @param {string} root @param {readonly string[]} texts */
function storeInGit(root, texts) {
  execFileSync("git", ["init", "--quiet", root]);
  const blobs = texts.map((text) => `blob\ndata ${Buffer.byteLength(text)}\n${text}\n`);
  execFileSync("git", ["fast-import", "--quiet"], { cwd: root, input: blobs.join("") });
}

/**
 * @param {string} path
 * @param {readonly { path: string, texts: readonly string[] }[]} notes
 * @param {readonly { id: string, sha: string }[]} gates
 */
function writeOldFile(path, notes, gates) {
  const sqlite = new Database(path);
  sqlite.exec(SCHEMA);
  const insert = (/** @type {string} */ table, /** @type {number} */ columns) =>
    sqlite.prepare(`INSERT INTO ${table} VALUES (${Array(columns).fill("?").join(", ")})`);
  const [run, gate, review, accept] = [
    insert("review_runs", 13),
    insert("review_run_gates", 4),
    insert("gate_reviews", 13),
    insert("acceptance_events", 10),
  ];
  const bundle = RATIONALE.repeat(gates.length);
  sqlite.transaction(() => {
    let runId = 0;
    let id = 0;
    for (const version of notes[0]?.texts.keys() ?? []) {
      for (const { path: note, texts } of notes) {
        runId += 1;
        const sha = blobId(texts[version] ?? "");
        const [began, ended] = [timeAt(runId), timeAt(runId + 1)];
        run.run(
          ...[runId, note, "opus", "claude-code", sha, COMMIT, began, ended, "completed", null],
          ...[TELEMETRY, bundle, LOG],
        );
        for (const [ordinal, { id: gateId, sha: gateSha }] of gates.entries()) {
          id += 1;
          gate.run(runId, gateId, gateSha, ordinal);
          review.run(
            ...[id, runId, note, gateId, "opus", "pass", RATIONALE, '{"findings": []}', gateSha, sha, COMMIT],
            ...[ended, "full-review"],
          );
          accept.run(id, note, gateId, "opus", id, sha, COMMIT, gateSha, ended, "full-review");
        }
      }
    }
  })();
  sqlite.close();
}
