import { shorten } from "@review/cli-kit";
import { escapeUnclear } from "@review/corpus";
import type { ServiceReport } from "@review/runner";

/** A list of models that is longer than this is one to ask the server for. */
const MODELS_LENGTH = 120;

/** What a server on this machine made of being called, for a person; undefined of a service that was not. */
export function describeAnswer({
  baseURL = "",
  answer,
  models,
  keyName,
  keyNames,
}: ServiceReport): string | undefined {
  const address = escapeUnclear(baseURL, { isAddress: true });
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

const describeModels = (models: readonly string[] = []) =>
  models.length === 0 ? "it has no model yet" : shorten(models.join(", "), MODELS_LENGTH);

function describeKey(keyName: string | undefined, keyNames: readonly string[]): string {
  if (keyName !== undefined) return `one is set in ${keyName}, and was not tried`;
  return keyNames.length === 0
    ? "name its variable as keyEnv beside baseURL"
    : `set ${keyNames.join(" or ")}`;
}
