import type { Io } from "@review/cli-kit";
import type { Corpus } from "@review/corpus";
import { type ClientReport, clients, findRunner, reportClient } from "@review/runner";
import { findLogin } from "./client-login.ts";
import { type Diagnosis, diagnosesOf } from "./diagnosis.ts";

const client = diagnosesOf("Clients");
const runner = diagnosesOf("Runners");

/**
 * The clients that can be found, with version and login, and the runners of the configuration. No model is asked, and no
 * program that the repository names is started unless the user agreed to it.
 */
export async function checkRunners(
  { root, config }: Corpus,
  { io, isTrusted }: { io: Io; isTrusted: boolean },
): Promise<Diagnosis[]> {
  const signal = io.watchSignals().interrupted;
  const context = { root, environment: io.environment, signal };
  const wanted = io.environment.REVIEW_RUNNER?.trim() || config.defaults.runner;
  const reports = await Promise.all(
    clients.map(async (each) => {
      const path = pathOf(config.runners[each.name]);
      if (path !== undefined && !isTrusted) {
        return client.note(
          `${each.name} is ${path} by the configuration, which is not started before you agreed to it: review-nested trust`,
        );
      }
      const report = await reportClient(each, path === undefined ? {} : { path }, context);
      return describeClient(report, findLogin(each, io.environment), each.name === wanted);
    }),
  );
  return [...reports, ...(await checkConfigured({ config, wanted }, context))];
}

/** The program that the configuration puts in a client's place. */
function pathOf(entry: Corpus["config"]["runners"][string] | undefined): string | undefined {
  return entry && !("command" in entry) ? entry.path : undefined;
}

/** A client that is not there is a problem only if it is the one that is used by default. */
function describeClient(
  { name, path, version, testedVersion, isTested, problem }: ClientReport,
  login: string | undefined,
  isWanted: boolean,
): Diagnosis {
  if (version === undefined) {
    return (isWanted ? client.problem : client.note)(problem ?? `${name} did not tell its version`);
  }
  const tested = isTested ? "" : ` (tested with ${testedVersion})`;
  const found = `${name} ${version}${tested}, ${path}`;
  if (login !== undefined) return client.ok(`${found}, looks logged in by ${login}`);
  return client.note(`${found}, shows no login: if reviews fail, start it once and log in`);
}

async function checkConfigured(
  { config, wanted }: { config: Corpus["config"]; wanted: string | undefined },
  context: { root: string; environment: Io["environment"]; signal: AbortSignal },
): Promise<Diagnosis[]> {
  const own = Object.entries(config.runners).filter(([, entry]) => "command" in entry);
  const diagnoses = await Promise.all(
    own.map(async ([name]) => {
      const failure = await findRunner(name, config.runners).preflight(context);
      return failure ? runner.problem(failure.message) : runner.ok(`${name} can be started`);
    }),
  );
  return wanted === undefined ? diagnoses : [...diagnoses, ...checkDefault(wanted, config)];
}

function checkDefault(wanted: string, config: Corpus["config"]): Diagnosis[] {
  try {
    return [runner.ok(`${findRunner(wanted, config.runners).name} is used where no other is named`)];
  } catch (error) {
    return [runner.problem(error instanceof Error ? error.message : String(error))];
  }
}
