// Makes trees and ledgers of any size in a temporary folder.
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { openLedger } from "../../packages/db/dist/index.js";

/** @typedef {{ root: string, notes: readonly Versioned[], gates: readonly Versioned[] }} KnowledgeBase */
/** @typedef {{ id: string, sha: string }} Versioned */

const LENSES = ["claims", "form", "links", "prose"];

const sha = (/** @type {string} */ text) => createHash("sha256").update(text).digest("hex");

/** A folder that is removed at the end. @param {(folder: string) => Promise<unknown>} work */
export async function withFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), "review-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Notes of about 6 kB in 50 folders, gates of four lenses.
 * @param {string} root
 * @param {{ notes: number, gates: number, config?: object }} size
 * @returns {KnowledgeBase}
 */
export function makeKnowledgeBase(root, { notes, gates, config = {} }) {
  const write = (/** @type {string} */ path, /** @type {string} */ text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    return sha(text);
  };
  write("review.config.json", JSON.stringify(config));
  return {
    root,
    gates: Array.from({ length: gates }, (_, index) => {
      const id = `${LENSES[index % LENSES.length]}/gate-${index}`;
      return {
        id,
        sha: write(`gates/${id}.md`, `# Gate ${index}\n\n${"Is every sentence clear? ".repeat(20)}\n`),
      };
    }),
    notes: Array.from({ length: notes }, (_, index) => {
      const id = `notes/part-${index % 50}/note-${index}.md`;
      return { id, sha: write(id, noteText(index)) };
    }),
  };
}

/** @param {number} index */
const noteText = (index) =>
  `---\ntitle: Note ${index}\n---\n# Note ${index}\n\n${`Some words of note ${index}. `.repeat(250)}\n`;

/** Changes one note in twenty on the disk. @param {KnowledgeBase} base */
export function changeSomeNotes({ root, notes }) {
  for (const [index, { id }] of notes.entries()) {
    if (index % 20 === 0) writeFileSync(join(root, id), `${noteText(index)}\nOne sentence more.\n`);
  }
}

/**
 * Accepts every pair in its present version under `opus`, after acceptances of `earlier` other versions and before those of
 * `later` ones. The triggers are off meanwhile: what is measured is reading.
 * @param {KnowledgeBase} base
 * @param {{ earlier?: number, later?: number }} [history]
 */
export async function acceptEverything({ root, notes, gates }, { earlier = 0, later = 0 } = {}) {
  const path = join(root, ".review", "ledger.sqlite");
  await (await openLedger(path)).close();
  const sqlite = new Database(path);
  sqlite.pragma("foreign_keys = OFF");
  sqlite.pragma("synchronous = OFF");
  const triggers = sqlite.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
  const insert = sqlite.prepare(
    `INSERT INTO acceptance_events
       (note_path, gate_id, model_id, accepted_note_sha, accepted_gate_sha, accepted_at, acceptance_kind)
     VALUES (?, ?, 'opus', ?, ?, '2026-01-01T00:00:00.000Z', 'migration-import')`,
  );
  sqlite.transaction(() => {
    for (const { name } of /** @type {{ name: string }[]} */ (triggers)) sqlite.exec(`DROP TRIGGER ${name}`);
    for (let round = 0; round <= earlier + later; round += 1) {
      for (const note of notes) {
        const noteSha = round === earlier ? note.sha : sha(`${note.id} ${round}`);
        for (const gate of gates) insert.run(note.id, gate.id, noteSha, gate.sha);
      }
    }
    for (const { sql } of /** @type {{ sql: string }[]} */ (triggers)) sqlite.exec(sql);
  })();
  sqlite.pragma("wal_checkpoint(TRUNCATE)");
  sqlite.close();
}
