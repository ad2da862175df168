/**
 * @typedef {{ notePath: string, gateId: string }} Pair
 * @typedef {"PASS" | "WARN" | "FAIL" | "ERROR"} Result
 */

const SENTINEL = /^=== (NOTE|GATE REVIEW) (?:START|END) ([0-9a-f]{8}): (.*) ===$/s;
const RESULT = "## Result: ";

/**
 * Fills in the template of the bundle that stands at the end of a prompt: the decision of each pair, and a short
 * rationale in place of what stands in parentheses. A prompt without a template gets an empty answer.
 * @param {string} prompt
 * @param {(pair: Pair) => Result} decide
 */
export function answerFromPrompt(prompt, decide = () => "PASS") {
  const template = findTemplate(prompt);
  let heading = "";
  return rewriteBundle(template, (line, pair) => {
    if (line.startsWith("#")) heading = line;
    if (line.startsWith(RESULT)) return `${RESULT}${decide(pair)}`;
    return /^\(.*\)$/.test(line) ? fillIn(heading, { ...pair, prompt }, decide(pair)) : line;
  });
}

/**
 * The bundle with each line rewritten, given the pair in whose block it stands (empty names outside blocks). Its own
 * sentinels are those with the token of its first.
 * @param {string} bundle
 * @param {(line: string, pair: Pair) => string} rewrite
 */
export function rewriteBundle(bundle, rewrite) {
  let pair = { notePath: "", gateId: "" };
  let ownToken = "";
  const lines = bundle.split("\n").map((line) => {
    const [, kind, token = "", name = ""] = SENTINEL.exec(line) ?? [];
    ownToken ||= token;
    if (token !== ownToken) return rewrite(line, pair);
    if (kind === "NOTE") pair = { notePath: name, gateId: "" };
    if (kind === "GATE REVIEW") pair = { ...pair, gateId: name };
    return rewrite(line, pair);
  });
  return lines.join("\n");
}

/** @param {string} heading @param {Pair & { prompt: string }} pair @param {Result} result */
function fillIn(heading, { notePath, gateId, prompt }, result) {
  if (heading !== "### Findings") return `Judged ${notePath} by ${gateId}.`;
  if (result === "PASS") return "None.";
  const words = firstWords(prompt, notePath);
  return `- ${result}: as it was decided${words === undefined ? "" : `\n  > ${words}`}`;
}

/** The first line of a note's text that says something. @param {string} prompt @param {string} notePath */
function firstWords(prompt, notePath) {
  const lines = prompt.split(/\r?\n/);
  const heading = lines.indexOf(`## Note ${notePath}`);
  if (heading === -1) return undefined;
  return lines.slice(heading + 3).find((line) => /[\p{L}\p{N}]/u.test(line));
}

/**
 * What stands from the first to the last sentinel with the prompt's token: that of the last sentinel of all,
 * because the template comes last and no note before it can know the token.
 * @param {string} prompt
 */
function findTemplate(prompt) {
  const lines = prompt.split(/\r?\n/);
  const tokens = lines.map((line) => SENTINEL.exec(line)?.[2]);
  const token = tokens.findLast((candidate) => candidate !== undefined);
  return token === undefined
    ? ""
    : lines.slice(tokens.indexOf(token), tokens.lastIndexOf(token) + 1).join("\n");
}
