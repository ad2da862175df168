import type { ReviewConfig } from "./config.ts";
import { parseConfig } from "./read-config.ts";
import { resolveConfig } from "./resolve-config.ts";

/** The policy of a configuration, what the names of models in it mean there, and where gates and lock stand that it is about. */
export type Policy = Pick<ReviewConfig, "verify" | "aliases" | "gates" | "lock">;

/**
 * The policy of a `review.config.json` that is not the one of the tree; `path` says where its bytes are from. Throws
 * ConfigError.
 */
export async function readPolicy(path: string, bytes: Buffer): Promise<Policy> {
  const { verify, aliases, gates, lock } = resolveConfig(await parseConfig(path, bytes)).config;
  return { verify, aliases, gates, lock };
}
