import { type Io, nameLine, oneLine, painter, type Style, wrapText } from "@review/cli-kit";
import { escapeUnclear } from "@review/corpus";
import { askWhetherMeant, describeAnswer } from "../../reviewers/describe-service.ts";
import { describeNumber, describeUsd } from "../../terminal/describe-amounts.ts";
import type { CostSoFar, Login, Permissions, RunnerEntry, ServiceEntry } from "./runners-document.ts";

const INDENT = "    ";
const HANGING = "      ";

/** Each runner on a line of its own, and below it what is known of it. */
export function describeRunners(
  runners: readonly RunnerEntry[],
  { stdout, environment }: Pick<Io, "stdout" | "environment">,
): string[] {
  const paint = painter(stdout, environment);
  const width = Math.max(...runners.map(({ runner }) => escapeUnclear(runner).length));
  const lines = (text: string) => wrapText(oneLine(text), stdout.columns, { first: INDENT, next: HANGING });
  return runners.flatMap((entry) => {
    const [style, state] = stateOf(entry);
    const version = entry.version === undefined ? "" : `  ${entry.version}, ${nameLine(entry.path ?? "")}`;
    const usual = entry.isDefault ? "  (the default)" : "";
    const first = `${escapeUnclear(entry.runner).padEnd(width)}  ${paint(style, state)}${oneLine(version)}${usual}`;
    return [first, ...detailsOf(entry).flatMap(lines)];
  });
}

function stateOf({ found, kind }: RunnerEntry): [Style, string] {
  if (found === undefined) return ["yellow", "not agreed to"];
  if (!found) return ["yellow", kind === "api" ? "cannot be asked" : "cannot be used"];
  return ["green", kind === "api" ? "can be asked" : "found"];
}

function detailsOf(entry: RunnerEntry): string[] {
  const { kind, services = [], problem, login, may, cost } = entry;
  return [
    ...(problem === undefined ? [] : [problem]),
    ...services.map(describeService),
    ...(kind === "api" || kind === "checks" || entry.found === false ? [] : [describeLogin(login)]),
    ...(entry.found === false ? [] : [describePermissions(entry.kind, may)]),
    ...(cost === undefined || (entry.found === false && cost.pairs === 0) ? [] : [describeCost(cost)]),
  ];
}

function describeService(entry: ServiceEntry): string {
  const { provider, baseURL, login, setFirst, problem } = entry;
  if (problem !== undefined) return `${provider}: ${problem}`;
  if (login.state === "no") return `${provider}: no key is set`;
  const first = setFirst === undefined ? "" : `; to ask it, set ${setFirst} to this address`;
  const key = login.state === "looks-so" ? `a key is set in ${login.by}` : "no key is needed";
  return `${provider}: ${describeAnswer(entry) ?? `${key}; ${escapeUnclear(baseURL ?? "")} was not called${askWhetherMeant(entry)}`}${first}`;
}

function describeLogin({ state, by }: Login): string {
  if (state === "looks-so") return `looks logged in by ${by}`;
  return state === "not-needed" ? "needs no login" : "login: not known";
}

function describePermissions(kind: RunnerEntry["kind"], { readOnly, opensFiles }: Permissions): string {
  if (kind === "checks") return "starts the commands that gates name, no model; they may do what you may";
  if (kind === "program") return "any program: it may do what you may";
  const changes = readOnly === "yes" ? "changes nothing" : "may change files: extraArgs decide";
  return opensFiles === "no" ? `opens no files, ${changes}` : `reads files of the tree, ${changes}`;
}

/** Unknown is not 0. */
function describeCost({ pairs, reviewedPairs, failedPairs, pricedPairs, usdPerPair }: CostSoFar): string {
  const failed = failedPairs === 0 ? "" : ` (${describeNumber(failedPairs)} failed)`;
  if (reviewedPairs === 0) return `has reviewed nothing here so far${failed}`;
  const amount = (number: number) => `${describeNumber(number)} ${number === 1 ? "pair" : "pairs"}`;
  const reviewed = `${amount(reviewedPairs)} reviewed so far${failed}`;
  if (usdPerPair === undefined) return `cost unknown, of ${reviewed}`;
  const each = `${describeUsd(usdPerPair)} a pair`;
  return pricedPairs === pairs
    ? `${each}, by ${reviewed}`
    : `${each}, by ${amount(pricedPairs)} whose cost is known, of ${reviewed}`;
}
