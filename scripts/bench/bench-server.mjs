// The same ledger on a server and in a file beside it: what is asked of both in turn.
import { join } from "node:path";
import { copyLedger, initLedger } from "../../packages/db/dist/index.js";
import { startServer } from "../prove/scale-server.mjs";
import { acceptEverything, changeSomeNotes, makeKnowledgeBase, withFolder } from "./knowledge-base.mjs";
import { inTurn, peakMemory, timeNode } from "./measure.mjs";
import { REVIEW_NESTED } from "./programs.mjs";

const GATES = 40;
const SIZES = [5_000, 50_000];

const staleIn = (/** @type {string} */ root, /** @type {string} */ db) => [
  ...[REVIEW_NESTED, "stale", "--all-gates", "--json", "--model", "opus", "--root", root, "--db", db],
];

/** @param {number} rounds @param {import("./report.mjs").Report} report */
export async function benchServer(rounds, report) {
  const server = await startServer([]);
  try {
    for (const notes of SIZES) {
      await withFolder((folder) =>
        compareStale(folder, notes, { rounds: Math.ceil(rounds / 3), report, server }),
      );
      await server.rows("DROP SCHEMA review CASCADE");
    }
  } finally {
    await server.stop();
  }
}

/**
 * @param {string} folder @param {number} notes
 * @param {{ rounds: number, report: import("./report.mjs").Report, server: Awaited<ReturnType<typeof startServer>> }} to
 */
async function compareStale(folder, notes, { rounds, report, server }) {
  const url = `postgres://postgres@127.0.0.1:${server.port}/reviews`;
  const base = makeKnowledgeBase(folder, { notes, gates: GATES });
  const file = join(folder, ".review", "ledger.sqlite");
  await acceptEverything(base);
  await initLedger(url);
  await copyLedger(file, url);
  const what = `\`stale\` on a server, ${notes.toLocaleString("en-US")} notes × ${GATES} gates`;
  const compareBoth = () =>
    inTurn(
      rounds,
      () => timeNode(staleIn(folder, url), { keep: false }),
      () => timeNode(staleIn(folder, file), { keep: false }),
    );
  report.compared({ what: `${what}, all fresh`, than: "in a file", times: await compareBoth(), target: 2 });
  report.peak({ what: `${what}, all fresh`, mib: await peakMemory(staleIn(folder, url)), target: 250 });
  changeSomeNotes(base);
  report.compared({ what: `${what}, 5 % changed`, than: "in a file", times: await compareBoth(), target: 2 });
}
