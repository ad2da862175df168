import { LOCAL_SERVICE, type ServiceReport } from "@review/runner";
import { describeModels } from "../../reviewers/describe-models.ts";
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
  const { provider, baseURL, keyName, looked, models, problem } = report;
  if (problem !== undefined) return [{ ...service.problem(`${provider}: ${problem}`), service: report }];
  if (models !== undefined) {
    const what = `${provider}: a model server answers at ${baseURL}: ${describeModels(models)}`;
    return [{ ...service.ok(what), service: report }];
  }
  if (keyName !== undefined) {
    return [{ ...service.ok(`${provider}: a key is set in ${keyName}; it was not tried`), service: report }];
  }
  if (provider !== LOCAL_SERVICE) return [];
  const what = looked ? `no model server was found at ${baseURL}` : `${baseURL} was not called`;
  return [{ ...service.note(`${provider}: ${what}`), service: report }];
}
