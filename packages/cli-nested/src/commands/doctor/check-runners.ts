import { type Io, isNamedByUser } from "@review/cli-kit";
import { type Corpus, escapeUnclear } from "@review/corpus";
import { type ClientReport, canBeAsked, findRunner } from "@review/runner";
import { describeAnswer } from "../../reviewers/describe-service.ts";
import { type FoundClient, lookForReviewers, type OwnRunner } from "../../reviewers/look-for-reviewers.ts";
import { describeServices } from "./describe-services.ts";
import { type Diagnosis, diagnosesOf } from "./diagnosis.ts";

const client = diagnosesOf("Clients");
const runner = diagnosesOf("Runners");

/** Who can be asked, and what is wrong with it. Nothing is started that the repository names unless the user agreed to it. */
export async function checkRunners(
  corpus: Corpus,
  { io, isTrusted }: { io: Io; isTrusted: boolean },
): Promise<Diagnosis[]> {
  const { config } = corpus;
  const wanted = io.environment.REVIEW_RUNNER?.trim() || config.defaults.runner;
  const { clients, services, own } = await lookForReviewers(corpus, { io, isTrusted });
  const isMissing = ({ name, report, settings }: FoundClient) =>
    report !== undefined && report.path === undefined && settings === undefined && name !== wanted;
  const isAnybodyThere = own.length > 0 || services.some(canBeAsked);
  return [
    ...clients.filter((each) => !isMissing(each)).map((each) => checkClient(each, each.name === wanted)),
    // Of those that nobody asked for it is worth a word only that there is none.
    ...(clients.every(isMissing) && !isAnybodyThere ? [noClient(clients)] : []),
    ...describeServices(services),
    ...own.map(checkOwn),
    ...(wanted === undefined ? [] : await checkDefault(wanted, { config, io, own, isTrusted })),
  ];
}

function noClient(clients: readonly FoundClient[]): Diagnosis {
  const names = clients.map(({ name }) => name).join(", ");
  return client.note(
    `none is there (${names}), and no service can be asked: review-nested runners says what each needs`,
  );
}

function checkClient(found: FoundClient, isWanted: boolean): Diagnosis {
  const { name, report, settings } = found;
  if (report === undefined) {
    return client.note(
      `${name} is ${escapeUnclear(settings?.path ?? "")} by the configuration, which is not started before you agreed to it: review-nested trust`,
    );
  }
  return { ...describeClient(report, { ...found, isWanted }), client: report };
}

/**
 * A client that is not there is a problem only if it is the one that is used by default. One of a version that was
 * not tested is none: clients are released far more often than this is.
 */
function describeClient(
  { name, path, version, tested, standing, problem }: ClientReport,
  { npmPackage, login, isWanted }: Pick<FoundClient, "npmPackage" | "login"> & { isWanted: boolean },
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

function checkOwn({ name, service, problem, needsConsent }: OwnRunner): Diagnosis {
  if (problem !== undefined) return runner.problem(problem);
  const can = `${escapeUnclear(name)} can be ${service ? "asked" : "started"}`;
  if (needsConsent) return runner.note(`${can} once you agreed to it: review-nested trust`);
  const said = service && describeAnswer(service);
  return runner.ok(said === undefined ? can : `${can}: ${said}`);
}

/** By the configuration a runner is the default only for who agreed to it, as whatever the configuration names. */
async function checkDefault(
  wanted: string,
  { config, io, own, isTrusted }: Pick<Corpus, "config"> & { io: Io; own: OwnRunner[]; isTrusted: boolean },
): Promise<Diagnosis[]> {
  try {
    const { name } = await findRunner(wanted, config.runners);
    const isNamedHere = !isNamedByUser("runner", {}, io) || own.some((each) => each.name === name);
    return isNamedHere && !isTrusted
      ? [runner.note(`${name} is used where no other is named once you agreed to it: review-nested trust`)]
      : [runner.ok(`${name} is used where no other is named`)];
  } catch (error) {
    return [runner.problem(error instanceof Error ? error.message : String(error))];
  }
}
