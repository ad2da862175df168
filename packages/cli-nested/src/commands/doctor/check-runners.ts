import type { Io } from "@review/cli-kit";
import type { Corpus } from "@review/corpus";
import { type ClientReport, clients, findRunner, reportClient } from "@review/runner";
import { checkServices } from "./check-services.ts";
import { findLogin } from "./client-login.ts";
import { type Diagnosis, diagnosesOf } from "./diagnosis.ts";

const client = diagnosesOf("Clients");
const runner = diagnosesOf("Runners");

/**
 * The clients that can be found, with version and login, the services that can be asked without one, and the runners of the configuration. No model is asked, and no
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
      const login = findLogin(each, io.environment);
      return {
        ...describeClient(report, { ...each, login, isWanted: each.name === wanted }),
        client: report,
      };
    }),
  );
  return [...reports, ...(await checkServices(io)), ...(await checkConfigured({ config, wanted }, context))];
}

/** The program that the configuration puts in a client's place. */
function pathOf(entry: Corpus["config"]["runners"][string] | undefined): string | undefined {
  return entry && !("command" in entry) && !("api" in entry) ? entry.path : undefined;
}

/**
 * A client that is not there is a problem only if it is the one that is used by default. One of a version that was
 * not tested is none: clients are released far more often than this is.
 */
function describeClient(
  { name, path, version, tested, standing, problem }: ClientReport,
  { npmPackage, login, isWanted }: { npmPackage: string; login: string | undefined; isWanted: boolean },
): Diagnosis {
  if (version === undefined || standing === undefined) {
    return (isWanted ? client.problem : client.note)(problem ?? `${name} did not tell its version`);
  }
  const range = `${tested.oldest} to ${tested.newest}`;
  const another = `npm install -g ${npmPackage}@${tested.newest}`;
  const beside = {
    tested: `in the tested range, ${range}`,
    newer: `newer than the tested ${range}: it should work; if not, ${another}`,
    older: `older than the tested ${range}: if reviews fail, ${another}`,
  }[standing];
  const found = `${name} ${version}, ${path}`;
  if (login === undefined) {
    return client.note(`${found}, shows no login (if reviews fail, start it once and log in); ${beside}`);
  }
  const diagnose = standing === "tested" ? client.ok : client.note;
  return diagnose(`${found}, looks logged in by ${login}; ${beside}`);
}

async function checkConfigured(
  { config, wanted }: { config: Corpus["config"]; wanted: string | undefined },
  context: { root: string; environment: Io["environment"]; signal: AbortSignal },
): Promise<Diagnosis[]> {
  const own = Object.entries(config.runners).filter(([, entry]) => "command" in entry || "api" in entry);
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
