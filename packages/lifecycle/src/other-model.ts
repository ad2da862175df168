import type { ExecutionData, ModelId } from "@review/db";
import { checkFields } from "@review/db/check-fields";
import { findPartition } from "./model-partition.ts";
import { SEVERAL_MODELS } from "./read-telemetry.ts";

/** Who a run was answered by, as far as there is evidence. */
export interface Answerer {
  actualModelId?: ModelId;
  /** That a run which another model answered, or took part in, fails. Default false. */
  requireModel?: boolean;
  executionData?: ExecutionData;
}

/** For `checkFields`. */
export const ANSWERER_FIELDS = {
  actualModelId: "text?",
  requireModel: "boolean?",
  executionData: "object?",
} as const;

/** That a run must fail because exactly its model was required, and another one had a part in the answer. */
export function otherModelProblem(modelId: ModelId, answerer: Answerer): string | undefined {
  const other = otherModel(modelId, answerer);
  return other === undefined
    ? undefined
    : `${other} answered, and no other model than ${modelId} counts: ask for the one that answers by its name, or let other models count`;
}

/**
 * Who else answered a run of a model, or took part in it, where exactly that model is required: in words, since not every name makes a
 * partition. Throws InvalidInputError for what is no answerer.
 */
export function otherModel(modelId: ModelId, answerer: Answerer): string | undefined {
  checkFields({ modelId, answerer }, "otherModel", { modelId: "text", answerer: "object" });
  checkFields(answerer, "answerer", ANSWERER_FIELDS);
  const { actualModelId, requireModel, executionData } = answerer;
  if (!requireModel) return undefined;
  if (actualModelId !== undefined && actualModelId !== modelId) return actualModelId;
  const { model, modelEvidence } = executionData?.telemetry ?? {};
  if (model === SEVERAL_MODELS) return "more than one model";
  // A name that makes no partition is nowhere to record the run, but it is not the one asked for.
  const isNoPartition = model !== undefined && modelEvidence !== undefined && !findPartition(model);
  return isNoPartition ? JSON.stringify(model) : undefined;
}
