import type { ModelId } from "@review/db";
import { parseJsonObject } from "@review/db/guards";
import { InvalidModelError, modelPartition } from "@review/lifecycle";
import type { OldRun } from "../old-file/old-rows.ts";

/** How it is known which model made a run. */
export type PartitionSource = "telemetry" | "codex-session" | "model-id" | "none";

export interface RunPartition {
  modelId: ModelId;
  source: PartitionSource;
  /** The model and effort as the source names them. */
  model?: string;
  effort?: string;
}

/** A model as a session of the client recorded it. */
export interface RecordedModel {
  model: string;
  effort?: string | undefined;
}

export interface PartitionSources {
  aliases?: Readonly<Record<string, string>> | undefined;
  /** The models that sessions of codex name, by old run id. */
  codexModels?: ReadonlyMap<string, RecordedModel> | undefined;
}

/** The partition of a row in which nothing names a model. */
const UNKNOWN_MODEL = modelPartition("unknown-model");

/**
 * The partition of a run: by the model of its own telemetry, else of its session, else by the first model id that
 * is one, the run's own before those of its reviews. Never throws.
 */
export function partitionOfRun(
  run: OldRun,
  reviewModelIds: readonly (string | null)[],
  sources: PartitionSources,
): RunPartition {
  const recorded = [
    ["telemetry", telemetryModel(run.telemetry)],
    ["codex-session", sources.codexModels?.get(run.id ?? "")],
  ] as const;
  for (const [source, found] of recorded) {
    const modelId = found && partitionOf(found.model, sources, found.effort);
    if (modelId) {
      const { model, effort } = found;
      return { modelId, source, model, ...(effort !== undefined && { effort }) };
    }
  }
  const named = [run.modelId, ...reviewModelIds].find((name) => partitionOf(name, sources) !== undefined);
  return ownPartition(named ?? null, sources);
}

/** The partition of a row that nothing but its model id tells about. */
export function ownPartition(modelId: string | null, sources: PartitionSources): RunPartition {
  const own = partitionOf(modelId, sources);
  return own ? { modelId: own, source: "model-id" } : { modelId: UNKNOWN_MODEL, source: "none" };
}

/** The partition of a model name; undefined if it has no letter and no digit, or there is none. */
function partitionOf(
  name: string | null,
  { aliases }: PartitionSources,
  effort?: string,
): ModelId | undefined {
  if (name === null) return undefined;
  try {
    return modelPartition(name, { ...(aliases && { aliases }), ...(effort !== undefined && { effort }) });
  } catch (error) {
    if (error instanceof InvalidModelError) return undefined;
    throw error;
  }
}

/** The one model that old telemetry names, with the effort; undefined where it names none, or says `mixed`. */
export function telemetryModel(telemetry: string | null): RecordedModel | undefined {
  const { model, reasoning_effort: effort } = parseJsonObject(telemetry ?? "") ?? {};
  if (typeof model !== "string" || partitionOf(model, {}) === undefined || model.trim() === "mixed") {
    return undefined;
  }
  return typeof effort === "string" ? { model, effort } : { model };
}
