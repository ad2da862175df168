// The first step of action.yml: annotations and the summary of the job, and the same report as SARIF and for the comment where
// they are asked for. Ends as `review-nested verify` does, and above 1 where that could not be started.
import { appendFileSync, existsSync, mkdtempSync } from "node:fs";
import { join, resolve } from "node:path";
import { COULD_NOT_BE_TOLD, startOutside } from "../start-outside.mjs";

const { GITHUB_OUTPUT = "", GITHUB_WORKSPACE: root = "", RUNNER_TEMP = "" } = process.env;
const sarif = input("SARIF") && resolve(root, input("SARIF"));
const report = join(mkdtempSync(join(RUNNER_TEMP, "review-")), "report.md");

const first = proven(verify("ignore", ["--quiet", "--format", "markdown", "--output", report]));
// Beyond 1 there is no answer, and so nothing to show.
const shown = first > 1 ? first : verify("inherit", ["--format", "github"]);
const told = shown === first ? first : Math.max(shown, COULD_NOT_BE_TOLD);
appendFileSync(GITHUB_OUTPUT, `exit-code=${told}\n`);
const hasToWrite = sarif !== "" && told <= 1;
const written = hasToWrite ? verify("ignore", ["--quiet", "--format", "sarif", "--output", sarif]) : 0;
process.exitCode = Math.max(told, written);
if (process.exitCode <= 1) appendFileSync(GITHUB_OUTPUT, `report=${report}\n`);

/**
 * What ends with 0 or 1 has answered only if there is a report: so end npx that finds no package, and Node that finds no program, too.
 * @param {number} code
 * @returns {number} the exit code
 */
function proven(code) {
  if (code > 1 || existsSync(report)) return code;
  console.error(
    `error: ${JSON.stringify(input("COMMAND"))} ended with exit code ${code} and wrote no report, so that nobody knows what holds: name in \`command\` what starts review-nested, with every path in it absolute`,
  );
  return COULD_NOT_BE_TOLD;
}

/**
 * @param {string} name of an input of the action
 * @returns {string} empty if it was not given
 */
function input(name) {
  return process.env[`REVIEW_${name}`]?.trim() ?? "";
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
