// The first step of action.yml: annotations and the summary of the job, and the same report as SARIF and for the comment where
// they are asked for. Ends as `review-nested verify` does.
import { appendFileSync, mkdtempSync } from "node:fs";
import { join, resolve } from "node:path";
import { startOutside } from "../start-outside.mjs";

const { GITHUB_OUTPUT = "", GITHUB_WORKSPACE: root = "", RUNNER_TEMP = "" } = process.env;
const sarif = input("SARIF") && resolve(root, input("SARIF"));
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
  const asked = ["verify", "--frozen", ...words(input("GATES")), ...choices(), ...options];
  return startOutside([...words(input("COMMAND")), ...asked], { root, stdout });
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
