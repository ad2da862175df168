import type { ClientName } from "@review/corpus";
import type { Runner } from "../runner.ts";
import type { ClientSettings } from "./client.ts";
import { clientRunner } from "./client-runner.ts";
import { clients } from "./known-clients.ts";

/** The runner that starts a client. */
export function findClientRunner(name: ClientName, settings: ClientSettings): Runner {
  const client = clients.find((known) => known.name === name);
  if (!client) throw new Error(`${name} has no adapter`);
  return clientRunner(client, settings);
}
