import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makePrivateFolder, removePrivateFolder } from "../process/private-folder.ts";
import type { Environment } from "../process/search-path.ts";
import type { ReviewRequest } from "../runner.ts";
import type { Client, ClientCommand, ClientFile, ClientSettings } from "./client.ts";

/** How to start a client for one request, its files in place. */
export interface PreparedCommand {
  command: ClientCommand;
  /** Removes what was laid for it. */
  remove(): Promise<void>;
}

/**
 * Builds the command of a client, and lays what it finds in its private folder, if it has one: `environment` is what the client is
 * given, `ours` says where such folders are kept. Throws what the file system says; nothing is left then.
 */
export async function prepareCommand(
  client: Client,
  request: ReviewRequest,
  { settings, environment, ours }: { settings: ClientSettings; environment: Environment; ours: Environment },
): Promise<PreparedCommand> {
  if (!client.hasFolder) {
    const command = await client.command(request, settings, environment, "");
    return { command, remove: () => Promise.resolve() };
  }
  const folder = await makePrivateFolder(ours);
  const remove = () => removePrivateFolder(folder);
  try {
    const command = await client.command(request, settings, environment, folder);
    for (const file of command.files ?? []) await layFile(folder, file);
    return { command, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function layFile(folder: string, file: ClientFile): Promise<void> {
  const path = join(folder, file.path);
  await mkdir(dirname(path), { recursive: true });
  if ("text" in file) await writeFile(path, file.text, { mode: 0o600 });
  // Windows lets not everybody make one: what is missed then, the client says itself.
  else await symlink(file.linkTo, path).catch(() => undefined);
}
