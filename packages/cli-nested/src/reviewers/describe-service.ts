import { shorten } from "@review/cli-kit";

/** A list of models that is longer than this is one to ask the server for. */
const MODELS_LENGTH = 120;

/** The models of a server, for a person. */
export function describeModels(models: readonly string[]): string {
  return models.length === 0 ? "it has no model yet" : shorten(models.join(", "), MODELS_LENGTH);
}
