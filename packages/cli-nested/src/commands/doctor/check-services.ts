import { type Io, shorten } from "@review/cli-kit";
import { reportServices, type ServiceReport } from "@review/runner";
import { type Diagnosis, diagnosesOf } from "./diagnosis.ts";

const service = diagnosesOf("Services");

/** Which model services can be asked without a client: those with a key, and a server on this machine. That there is none is no problem. */
export async function checkServices(io: Io): Promise<Diagnosis[]> {
  const reports = await reportServices(io.environment, io.watchSignals().interrupted);
  const keyless = reports.filter(({ keyName, provider }) => keyName === undefined && provider !== LOCAL);
  const missing = keyless.map(({ provider, keyNames }) => `${provider} (${keyNames.join(" or ")})`);
  return [
    ...reports.flatMap(describeService),
    ...(missing.length > 0 ? [service.note(`no key is set for ${missing.join(", ")}`)] : []),
  ];
}

/** The one that wants no key, and may be on this machine. */
const LOCAL = "openai-compatible";

/** A list of models that is longer than this is one to ask the server for. */
const MODELS_LENGTH = 120;

function describeService(report: ServiceReport): Diagnosis[] {
  const { provider, baseURL, keyName, models } = report;
  if (models !== undefined) {
    const has = models.length === 0 ? "it has no model yet" : shorten(models.join(", "), MODELS_LENGTH);
    return [{ ...service.ok(`${provider}: a model server answers at ${baseURL}: ${has}`), service: report }];
  }
  if (keyName !== undefined) {
    return [{ ...service.ok(`${provider}: a key is set in ${keyName}; it was not tried`), service: report }];
  }
  if (provider !== LOCAL) return [];
  return [{ ...service.note(`${provider}: no model server was found at ${baseURL}`), service: report }];
}
