import { join } from "node:path";
import { CONFIG_FILE_NAME, type Corpus } from "./configuration/config.ts";
import { findRoot, type RootSearch } from "./configuration/find-root.ts";
import { findLayout } from "./configuration/layout.ts";
import { readConfigFile } from "./configuration/read-config.ts";
import { resolveConfig } from "./configuration/resolve-config.ts";
import { fileKind } from "./files/file-kind.ts";

/**
 * Finds the root and reads its configuration; no note or gate is read.
 * Throws RootNotFoundError, NoRootError, ForeignRootError or ConfigError.
 */
export async function openCorpus(search: RootSearch): Promise<Corpus> {
  const root = await findRoot(search);
  const path = join(root, CONFIG_FILE_NAME);
  const configPath = fileKind(path) === undefined ? undefined : path;
  const file = configPath === undefined ? {} : await readConfigFile(configPath);
  return { root, configPath, ...resolveConfig(file, findLayout(root)) };
}
