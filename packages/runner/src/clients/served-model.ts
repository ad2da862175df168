import type { Telemetry } from "@review/db";

/** The model that answered, if it was one; `mixed`, and then without evidence to rekey by, if there were several. */
export function servedModel(models: ReadonlySet<string>): Pick<Telemetry, "model" | "modelEvidence"> {
  const [model] = models;
  if (model === undefined) return {};
  return models.size > 1 ? { model: "mixed" } : { model, modelEvidence: "observed" };
}
