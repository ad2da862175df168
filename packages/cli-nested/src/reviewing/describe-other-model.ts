import type { ModelId } from "@review/db";

/** That another model than the one asked for answered; `counts` is whether what it accepts is fresh under the name. */
export function describeOtherModel(requested: ModelId, modelId: ModelId, counts: boolean): string {
  const pinned = counts ? "" : `, and what it accepts does not count: the name is pinned to ${requested}`;
  return `asked for ${requested}, recorded under ${modelId}: that model answered${pinned}`;
}
