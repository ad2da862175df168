// What one finalize costs beyond its rows.
import { createHash } from "node:crypto";
import { join } from "node:path";
import Database from "better-sqlite3";
import { openLedger } from "../../packages/db/dist/index.js";
import { createRun, modelPartition, recordAndFinalizeRun } from "../../packages/lifecycle/dist/index.js";
import { benchInProcess } from "./in-process.mjs";
import { withFolder } from "./knowledge-base.mjs";

const GATES = 40;
const RATIONALE = `### Summary\n\n${"Every sentence is clear. ".repeat(40)}\n\n## Result: PASS\n`;

const snapshot = (/** @type {string} */ text) => ({
  text,
  sha: createHash("sha256").update(text).digest("hex"),
});
const note = snapshot("# A note\n");
const gates = Array.from({ length: GATES }, (_, index) => ({
  gateId: `prose/gate-${index}`,
  ...snapshot(`# Gate ${index}\n`),
}));
const gateReviews = gates.map(({ gateId }) => ({
  gateId,
  decision: /** @type {const} */ ("pass"),
  rationaleMarkdown: RATIONALE,
}));

/** @param {number} rounds @param {import("./report.mjs").Report} report */
export async function benchLedger(rounds, report) {
  await withFolder(async (folder) => {
    const path = join(folder, "ledger.sqlite");
    const ledger = await openLedger(path);
    const raw = rawFinalize(path);
    const modelId = modelPartition("opus");
    let runId = 0;
    const before = async () => {
      runId = await createRun(ledger, { notePath: "notes/a.md", modelId, runner: "bench", note, gates });
    };
    const times = await benchInProcess(
      rounds,
      { run: () => recordAndFinalizeRun(ledger, { runId, gateReviews }), before },
      { run: () => raw.finalize(runId), before },
    );
    raw.close();
    await ledger.close();
    const floor = "the same rows by prepared statements";
    report.compared({
      what: `\`recordAndFinalizeRun\`, ${GATES} gate reviews`,
      than: floor,
      times: times,
      target: 2,
    });
  });
}

/** The same rows, written by statements that were prepared before, on a connection with the same pragmas. @param {string} path */
function rawFinalize(path) {
  const sqlite = new Database(path);
  sqlite.pragma("foreign_keys = ON");
  sqlite.pragma("synchronous = NORMAL");
  const review = sqlite.prepare(
    `INSERT INTO gate_reviews (review_run_id, note_path, gate_id, model_id, decision, rationale_markdown, gate_sha,
       reviewed_note_sha, reviewed_at, review_kind)
     VALUES (?, 'notes/a.md', ?, 'opus', 'pass', ?, ?, ?, ?, 'full-review')`,
  );
  // Which accepts what was reviewed.
  const end = sqlite.prepare("UPDATE review_runs SET status = 'completed', completed_at = ? WHERE id = ?");
  const finalize = sqlite.transaction((/** @type {number} */ runId) => {
    const now = new Date().toISOString();
    for (const { gateId, sha } of gates) review.run(runId, gateId, RATIONALE, sha, note.sha, now);
    end.run(now, runId);
  });
  return {
    finalize: (/** @type {number} */ runId) => finalize.immediate(runId),
    close: () => sqlite.close(),
  };
}
