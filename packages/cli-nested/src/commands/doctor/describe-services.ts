import { canBeAsked, LOCAL_SERVICE, type ServiceReport } from "@review/runner";
import { askWhetherMeant, describeAnswer } from "../../reviewers/describe-service.ts";
import { type Diagnosis, diagnosesOf } from "./diagnosis.ts";

const service = diagnosesOf("Services");

/** Which model services can be asked without a client: those with a key, and servers on this machine. That there is none is no problem. */
export function describeServices(reports: readonly ServiceReport[]): Diagnosis[] {
  const keyless = reports.filter(
    ({ keyName, provider }) => keyName === undefined && provider !== LOCAL_SERVICE,
  );
  const missing = keyless.map(({ provider, keyNames }) => `${provider} (${keyNames.join(" or ")})`);
  return [
    ...reports.flatMap(describeService),
    ...(missing.length > 0 ? [service.note(`no key is set for ${missing.join(", ")}`)] : []),
  ];
}

function describeService(report: ServiceReport): Diagnosis[] {
  const { provider, baseURL, keyName, problem } = report;
  if (problem !== undefined) return [{ ...service.problem(`${provider}: ${problem}`), service: report }];
  if (keyName === undefined && provider !== LOCAL_SERVICE) return [];
  const key =
    keyName === undefined ? `${baseURL} was not called` : `a key is set in ${keyName}; it was not tried`;
  const unlooked = `${key}${askWhetherMeant(report)}`;
  const isKnown = canBeAsked(report) && (keyName ?? report.answer) !== undefined;
  const diagnose = isKnown ? service.ok : service.note;
  return [{ ...diagnose(`${provider}: ${describeAnswer(report) ?? unlooked}`), service: report }];
}
