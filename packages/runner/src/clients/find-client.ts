import { findProgram } from "../process/find-program.ts";
import type { Environment } from "../process/search-path.ts";
import { whyDecidedByTree } from "../process/shim.ts";
import { type Unstartable, whyNotFound, whyUnstartable } from "../process/unstartable.ts";
import type { ClientIdentity, ClientSettings } from "./client.ts";

/** Where a client's program is, and what is known against starting it in a root. Without a path there is always something. */
export type FoundClient =
  | { path: string; flaw: Unstartable | undefined }
  | { path?: never; flaw: Unstartable };

/**
 * Finds a client for a root, `cwd`, a real path, without starting anything. A `path` of the settings was agreed to and is taken as it is; what
 * is found by its name alone must be no shim that files of the tree decide on.
 */
export async function findClient(
  client: Pick<ClientIdentity, "program">,
  settings: Pick<ClientSettings, "path">,
  place: { cwd: string; environment: Environment },
): Promise<FoundClient> {
  const program = settings.path ?? client.program;
  const path = await findProgram(program, place);
  if (path === undefined) return { flaw: await whyNotFound(program, place) };
  const flaw = await whyUnstartable(program, place);
  if (flaw !== undefined || settings.path !== undefined) return { path, flaw };
  return { path, flaw: await whyDecidedByTree(path, place) };
}
