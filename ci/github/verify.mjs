// The first step of action.yml: annotations and the summary of the job, and the same report as SARIF and for the comment where
// they are asked for. Ends as `review-nested verify` does.
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync } from "node:fs";
import { join } from "node:path";

const { GITHUB_OUTPUT = "", RUNNER_TEMP = "" } = process.env;
const sarif = input("SARIF");
const report =
  input("COMMENT") === "true" ? join(mkdtempSync(join(RUNNER_TEMP, "review-")), "report.md") : "";

const told = verify("inherit", ["--format", "github"]);
appendFileSync(GITHUB_OUTPUT, `exit-code=${told}\n`);
// Beyond 1 there is no answer, and so nothing to write.
const written = told > 1 ? [] : [write("sarif", sarif), write("markdown", report)];
process.exitCode = Math.max(told, ...written);
if (process.exitCode <= 1) appendFileSync(GITHUB_OUTPUT, `report=${report}\n`);

/**
 * @param {string} name of an input of the action
 * @returns {string} empty if it was not given
 */
function input(name) {
  return process.env[`REVIEW_${name}`]?.trim() ?? "";
}

/**
 * Writes the report once more, if to anywhere.
 * @param {string} format
 * @param {string} file
 * @returns {number} the exit code
 */
function write(format, file) {
  return file === "" ? 0 : verify("ignore", ["--quiet", "--format", format, "--output", file]);
}

/**
 * @param {"inherit" | "ignore"} stdout
 * @param {string[]} options
 * @returns {number} the exit code
 */
function verify(stdout, options) {
  const [program = "", ...first] = words(input("COMMAND"));
  const args = [...first, "verify", "--frozen", ...words(input("GATES")), ...choices(), ...options];
  const { status, error } = spawnSync(program, args, { stdio: ["ignore", stdout, "inherit"] });
  if (error) throw error;
  // What a signal ended has no code of its own.
  return status ?? 128;
}

/** @returns {string[]} */
function choices() {
  const given = ["policy-from", "changed-since", "fail-on"].flatMap((name) => {
    const value = input(name.toUpperCase().replace("-", "_"));
    return value === "" ? [] : [`--${name}=${value}`];
  });
  // A change that touches no pair is fine.
  return input("CHANGED_SINCE") === "" ? given : [...given, "--allow-empty"];
}

/** @param {string} text */
function words(text) {
  return text.split(/\s+/).filter(Boolean);
}
