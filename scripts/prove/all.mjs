// Runs all proofs, one after the other, and writes their figures into docs/guarantees.md:
//   node scripts/prove/all.mjs [--seed N] [--short]
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, release, type } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { writeMarkedSection } from "../marked-section.mjs";
import { describeFigures, runProof, summarize } from "./proof.mjs";
import { proofs } from "./proofs.mjs";
import { REPOSITORY } from "./review.mjs";
import { isBroken, readArguments } from "./run-as-program.mjs";
import { endServer, isOnServer, serverVersion } from "./server.mjs";

const GUARANTEES = join(REPOSITORY, "docs/guarantees.md");
const MARKS = /** @type {const} */ ([
  "<!-- figures: written by scripts/prove/all.mjs -->",
  "<!-- /figures -->",
]);

const { size, seed } = readArguments();
console.log(`all proofs, ${size} version, seed ${seed}`);
/** @type {import("./proof.mjs").Outcome[]} */
const outcomes = [];
for (const proof of proofs) {
  const outcome = await runProof(proof, { size, seed, say: console.log });
  console.log(summarize(outcome));
  outcomes.push(outcome);
}
const made = outcomes.filter(({ trials, skipped }) => trials > 0 || skipped.length === 0);
const hold = made.filter((outcome) => !isBroken(outcome)).length;
const server = isOnServer ? ` on ${await serverVersion()}` : "";
await endServer();
console.log(`${hold} of ${made.length} proofs hold${server} (seed ${seed})`);
process.exitCode = hold === made.length ? 0 : 1;
// The figures there are those of files.
if (size === "long" && !isOnServer) {
  writeMarkedSection(GUARANTEES, MARKS, describeOutcomes());
  console.log("their figures are in docs/guarantees.md");
}

function describeOutcomes() {
  const rows = outcomes.map(({ proof, trials, figures, failures, seconds }) => {
    const verdict = failures.length === 0 ? "holds" : `**${failures.length} failed**`;
    return `| \`${proof}\` | ${verdict} | ${trials} | ${describeFigures(figures)} | ${Math.round(seconds)} s |`;
  });
  const skipped = outcomes.flatMap(({ proof, skipped }) =>
    skipped.map(({ name, why }) => `- \`${proof}\`: ${name}: ${why}`),
  );
  return [
    "",
    `${new Date().toISOString().slice(0, 10)}, seed ${seed}, ${describeMachine()}:`,
    "",
    "| proof | | trials | figures | time |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    ...(skipped.length > 0 ? ["", "Not tried on this machine:", "", ...skipped] : []),
    "",
  ].join("\n");
}

/** What was proved, and where. */
function describeMachine() {
  const { version } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8"));
  const commit = spawnSync("git", ["rev-parse", "--short", "HEAD"], { cwd: REPOSITORY, encoding: "utf8" });
  const sqlite = new Database(":memory:").prepare("SELECT sqlite_version()").pluck().get();
  const at = commit.status === 0 ? ` (${commit.stdout.trim()})` : "";
  const where = `${type()} ${release().split("-")[0]}, ${cpus().length} CPUs`;
  return `review ${version}${at}, Node ${process.versions.node}, SQLite ${sqlite}, ${where}`;
}
