import type { ReviewConfig } from "./config.ts";
import { parseConfig } from "./read-config.ts";
import { resolveConfig } from "./resolve-config.ts";

/** The policy of a configuration, and what the names of models in it mean there. */
export type Policy = Pick<ReviewConfig, "verify" | "aliases">;

/**
 * The policy of a `review.config.json` that is not the one of the tree; `path` says where its bytes are from. Throws
 * ConfigError.
 */
export async function readPolicy(path: string, bytes: Buffer): Promise<Policy> {
  const { verify, aliases } = resolveConfig(await parseConfig(path, bytes)).config;
  return { verify, aliases };
}
