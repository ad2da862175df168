// What came of the tests with the real clients, as data and as tables.
import { ADAPTERS, CLIENT_NAMES } from "./client-versions.mjs";

/** @typedef {import("./client-versions.mjs").ClientName} ClientName */
/** @typedef {{ client: ClientName, version: string, scenario: string, result: string }} Result */
/**
 * What vitest's JSON reporter says of a test, as far as it is read here.
 * @typedef {{ ancestorTitles: string[], title: string, status: string }} Assertion
 * @typedef {{ testResults: { name: string, message: string, assertionResults: Assertion[] }[] }} Report
 */

/**
 * The results of one run. Each test stands below the name of its runner. Throws where one does not, and where a file
 * of tests gave none, since then nothing was tried.
 * @param {Report} report
 * @param {Record<ClientName, { version: string }>} clients
 * @returns {Result[]}
 */
export function readResults({ testResults }, clients) {
  if (testResults.length === 0) throw new Error("no test with a real client was found");
  const files = testResults.toSorted((one, other) => one.name.localeCompare(other.name));
  return files.flatMap(({ name, message, assertionResults }) => {
    if (assertionResults.length === 0) throw new Error(`${name} could not be run: ${message}`);
    return assertionResults.map(({ ancestorTitles, title, status }) => {
      const [runner = "", ...rest] = [...ancestorTitles, title].map(withoutQuotes);
      const client = clientOf(runner);
      const scenario = rest.join(": ");
      return { client, version: clients[client].version, scenario, result: status };
    });
  });
}

/** vitest quotes what it fills into a title. @param {string} title */
function withoutQuotes(title) {
  return title.replaceAll(/'([\w-]+)'/g, "$1");
}

/** @param {string} runner */
function clientOf(runner) {
  const client = CLIENT_NAMES.find((name) => ADAPTERS[name].name === runner);
  if (client) return client;
  throw new Error(`a test with a real client must stand below the name of its runner, not below "${runner}"`);
}

/** @param {readonly Result[]} results */
export function countFailed(results) {
  return results.filter(({ result }) => result !== "passed").length;
}

/**
 * A line for each client, version and scenario, for a terminal.
 * @param {readonly Result[]} results
 */
export function listResults(results) {
  const rows = results.map(({ client, version, scenario, result }) => [client, version, result, scenario]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
}

/**
 * A table in Markdown: a row for each scenario, a column for each client and version.
 * @param {readonly Result[]} results
 */
export function tabulateResults(results) {
  const columns = [...new Set(results.map(({ client, version }) => `${client} ${version}`))].toSorted(
    (one, other) => one.localeCompare(other, "en", { numeric: true }),
  );
  const scenarios = [...new Set(results.map(({ scenario }) => scenario))];
  const cell = (/** @type {string} */ scenario, /** @type {string} */ column) => {
    const found = results.find(
      (each) => each.scenario === scenario && `${each.client} ${each.version}` === column,
    );
    return found === undefined ? "" : found.result === "passed" ? "passed" : `**${found.result}**`;
  };
  return [
    `| scenario | ${columns.join(" | ")} |`,
    `| --- |${" --- |".repeat(columns.length)}`,
    ...scenarios.map((scenario) =>
      [`| ${scenario}`, ...columns.map((column) => cell(scenario, column)), ""].join(" | ").trimEnd(),
    ),
  ];
}
