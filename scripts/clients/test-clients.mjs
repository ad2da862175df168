#!/usr/bin/env node
// Runs the tests with the real clients, once with the newest of all and once with the pinned, without a network, and
// prints what came of each scenario with each client and version:
//   node scripts/clients/test-clients.mjs [--only newest|pinned]
// Exits with 1 if anything failed. With both, the table goes into docs/clients.md, too; in a CI job of GitHub, into
// its summary. Needs a build.
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeMarkedSection } from "../marked-section.mjs";
import { CLIENT_NAMES, CLIENTS_NODE, GENERATIONS, generationsOf } from "./client-versions.mjs";
import { installClients } from "./install-clients.mjs";
import { countFailed, listResults, readResults, tabulateResults } from "./results.mjs";

/** @typedef {import("./client-versions.mjs").Generation} Generation */
/** @typedef {import("./results.mjs").Result} Result */

const root = fileURLToPath(new URL("../..", import.meta.url));
const PAGE = join(root, "docs/clients.md");
const MARKS = /** @type {const} */ ([
  "<!-- results: written by scripts/clients/test-clients.mjs -->",
  "<!-- /results -->",
]);

const { values } = parseArgs({ options: { only: { type: "string" } } });
const generations = generationsOf(values.only);
/** @type {Result[]} */
const results = generations.flatMap(testGeneration);
const failed = countFailed(results);
for (const line of listResults(results)) console.log(line);
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

const table = tabulateResults(results).join("\n");
if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `${table}\n`);
if (generations.length === GENERATIONS.length) {
  const when = `${new Date().toISOString().slice(0, 10)}, the clients under Node ${CLIENTS_NODE.version}:`;
  writeMarkedSection(PAGE, MARKS, `\n${when}\n\n${table}\n`);
  console.log("the table is in docs/clients.md");
}

/** @param {Generation} generation @returns {Result[]} */
function testGeneration(generation) {
  const clients = installClients(generation);
  console.log(`${generation}: ${CLIENT_NAMES.map((name) => `${name} ${clients[name].version}`).join(", ")}`);
  const directory = mkdtempSync(join(tmpdir(), "review-clients-report-"));
  const report = join(directory, "report.json");
  try {
    spawnSync(
      process.execPath,
      [
        join(root, "packages/runner/test/real-clients/without-network.mjs"),
        ...[process.execPath, join(root, "node_modules/vitest/vitest.mjs"), "run"],
        ...["--config", "vitest.clients.config.ts"],
        ...["--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
      ],
      { cwd: root, stdio: "inherit", env: { ...process.env, REVIEW_CLIENTS: generation } },
    );
    return readResults(JSON.parse(readFileSync(report, "utf8")), clients);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
