// Runs all tests and ends with one plain line, `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const directory = mkdtempSync(join(tmpdir(), "review-tests-"));
const report = join(directory, "report.json");
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
const { status } = spawnSync(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", ...reporters],
  {
    cwd: root,
    stdio: "inherit",
  },
);
try {
  const { numPassedTests, numFailedTests, numTotalTestSuites } = JSON.parse(readFileSync(report, "utf8"));
  if (numTotalTestSuites === 0) throw new Error("no test was found");
  console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
process.exitCode = status ?? 1;
