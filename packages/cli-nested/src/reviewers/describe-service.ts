import { shorten } from "@review/cli-kit";
import { escapeUnclear } from "@review/corpus";
import type { ServiceReport } from "@review/runner";

/** A list of models that is longer than this is one to ask the server for. */
const MODELS_LENGTH = 120;

/** What a server on this machine made of being called, for a person; undefined of a service that was not. */
export function describeAnswer(report: ServiceReport): string | undefined {
  const said = describeServer(report);
  const { directlyBy } = report;
  if (said === undefined || directlyBy === undefined) return said;
  return `${said}; but a proxy is asked for it: set ${directlyBy}`;
}

function describeServer({
  baseURL = "",
  suggestedURL,
  answer,
  models,
  keyName,
  keyNames,
}: ServiceReport): string | undefined {
  const address = escapeUnclear(baseURL, { isAddress: true });
  if (answer === "no-list" && suggestedURL !== undefined) {
    const right = escapeUnclear(suggestedURL, { isAddress: true });
    return `a model server answers at ${right} (${describeModels(models)}), and not at ${address}: write the first`;
  }
  switch (answer) {
    case undefined:
      return undefined;
    case "models":
      return `a model server answers at ${address}: ${describeModels(models)}`;
    case "wants-key":
      return `a server answers at ${address}, and wants a key: ${describeKey(keyName, keyNames)}`;
    case "no-list":
      return `a server answers at ${address}, and does not list its models`;
    case "silent":
      return `something listens at ${address}, and does not answer`;
    case "nobody":
      return `no model server was found at ${address}`;
  }
}

/** Of a service that was not called: what its address may have to be. */
export function askWhetherMeant({ suggestedURL }: ServiceReport): string {
  return suggestedURL === undefined ? "" : ` (is it ${escapeUnclear(suggestedURL, { isAddress: true })}?)`;
}

const describeModels = (models: readonly string[] = []) =>
  models.length === 0 ? "it has no model yet" : shorten(models.join(", "), MODELS_LENGTH);

function describeKey(keyName: string | undefined, keyNames: readonly string[]): string {
  if (keyName !== undefined) return `one is set in ${keyName}, and was not tried`;
  return keyNames.length === 0
    ? "name its variable as keyEnv beside baseURL"
    : `set ${keyNames.join(" or ")}`;
}
