// Runs the tests, all but those with the tag `slow` or, with the argument `slow`, only those, and ends with one plain
// line, `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "../packages/test-kit/src/find-chromium.mjs";
import { findPostgres } from "../packages/test-kit/src/find-postgres.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const directory = mkdtempSync(join(tmpdir(), "review-tests-"));
const report = join(directory, "report.json");
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
const filter = `--tags-filter=${process.argv[2] === "slow" ? "slow" : "!slow"}`;
const { status } = spawnSync(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", filter, ...reporters],
  { cwd: root, stdio: "inherit" },
);
process.exitCode = status ?? 1;
if (!findChromium()) {
  console.log("left out: the tests of the page in a browser (no Chromium on PATH; $CHROMIUM can name one)");
}
if (!findPostgres()) {
  const machine = `${process.platform}-${process.arch}`;
  // CI may not leave them out.
  if (process.env.CI) process.exitCode = 1;
  console.log(
    `left out: the tests on PostgreSQL (the package with its programs is not there for ${machine})`,
  );
}
const { passed, failed } = readReport();
console.log(`${passed} passed, ${failed} failed`);

/** What was counted; a run that ended badly without a failed test (a file that cannot be loaded, an error outside of any test) has one. */
function readReport() {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
    if (numPassedTests + numFailedTests === 0) throw new Error("no test was run");
    return {
      passed: numPassedTests,
      failed: process.exitCode === 0 ? numFailedTests : Math.max(numFailedTests, 1),
    };
  } catch (error) {
    console.error(`error: the tests left no report: ${error instanceof Error ? error.message : error}`);
    process.exitCode ||= 1;
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
