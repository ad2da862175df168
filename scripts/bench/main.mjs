// Measures everything in docs/performance.md and writes bench/RESULTS.md: `pnpm bench`, after a build.
// `node scripts/bench/main.mjs start ledger` measures some of it and writes nothing; `--rounds N` is how often.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { benchAsking, benchManyRequests } from "./bench-api.mjs";
import { benchFrontMatter } from "./bench-front-matter.mjs";
import { benchImport } from "./bench-import.mjs";
import { benchLedger } from "./bench-ledger.mjs";
import { benchMillionRuns } from "./bench-million.mjs";
import { benchOrder } from "./bench-order.mjs";
import { benchParse } from "./bench-parse.mjs";
import { benchServer } from "./bench-server.mjs";
import { benchManyNotes, benchStale } from "./bench-stale.mjs";
import { benchStart } from "./bench-start.mjs";
import { benchSweep } from "./bench-sweep.mjs";
import { benchVerify } from "./bench-verify.mjs";
import { startReport } from "./report.mjs";

const parts = {
  start: benchStart,
  stale: benchStale,
  many: benchManyNotes,
  server: benchServer,
  verify: benchVerify,
  ledger: (/** @type {number} */ rounds, /** @type {import("./report.mjs").Report} */ report) =>
    benchLedger(20 * rounds, report),
  sweep: (/** @type {number} */ rounds, /** @type {import("./report.mjs").Report} */ report) =>
    benchSweep(Math.ceil(rounds / 3), report),
  order: benchOrder,
  api: benchAsking,
  requests: (/** @type {number} */ rounds, /** @type {import("./report.mjs").Report} */ report) =>
    benchManyRequests(Math.ceil(rounds / 5), report),
  parse: benchParse,
  "front-matter": benchFrontMatter,
  import: (/** @type {number} */ rounds, /** @type {import("./report.mjs").Report} */ report) =>
    benchImport(Math.ceil(rounds / 3), report),
  million: (/** @type {number} */ rounds, /** @type {import("./report.mjs").Report} */ report) =>
    benchMillionRuns(Math.ceil(rounds / 3), report),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "15" } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds takes a whole number of at least 1");
const unknown = positionals.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined)
  throw new Error(`no part is called ${unknown}: use ${Object.keys(parts).join(", ")}`);

const report = startReport(console.log);
for (const [name, measure] of Object.entries(parts)) {
  if (positionals.length === 0 || positionals.includes(name)) await measure(rounds, report);
}
if (positionals.length === 0) {
  const file = fileURLToPath(new URL("../../bench/RESULTS.md", import.meta.url));
  mkdirSync(fileURLToPath(new URL("../../bench", import.meta.url)), { recursive: true });
  writeFileSync(file, report.render());
  console.log(`written to ${file}`);
}
