import { dirname } from "node:path";
import { lastLine, toOneLine } from "../one-line.ts";
import { allowedEnvironment } from "../process/environment.ts";
import { outsideOf } from "../process/search-path.ts";
import { isSecretName } from "../process/secrets.ts";
import { runSubprocess } from "../process/subprocess.ts";
import { tellFailure } from "../remedy.ts";
import type { ExecuteContext } from "../runner.ts";
import type { Client, ClientSettings } from "./client.ts";
import { findClient } from "./find-client.ts";
import { notInstalled } from "./process-failure.ts";
import { compareToTested, type TestedStanding, type TestedVersions } from "./tested-versions.ts";

/** What can be said of a client without asking a model. */
export interface ClientReport {
  /** The runner's name. */
  name: string;
  /** Where its program was found. */
  path?: string;
  version?: string;
  /** The versions this tool was tested with. */
  tested: TestedVersions;
  /** Where the one found lies beside them. */
  standing?: TestedStanding;
  /** Why there is no path or no version, and what to do. */
  problem?: string;
}

/** Printing a version takes a client well below a second; one that takes this long does something else. */
const VERSION_TIMEOUT_MS = 20_000;

/** Finds a client and asks it for its version. Needs no login and no network. */
export async function reportClient(
  client: Client,
  settings: ClientSettings,
  { root, signal, ...given }: Pick<ExecuteContext, "environment" | "signal"> & { root: string },
): Promise<ClientReport> {
  const environment = outsideOf(root, given.environment);
  const { name, version: wanted } = client;
  const report: ClientReport = { name, tested: wanted.tested };
  const { path, flaw } = await findClient(client, settings, { cwd: root, environment });
  if (path === undefined || flaw) {
    const problem = tellFailure(notInstalled(client, settings.path, flaw));
    return { ...report, ...(path !== undefined && { path }), problem };
  }
  const exit = await runSubprocess({
    program: path,
    args: wanted.args,
    // Not in the tree: what starts the client in its own folder finds no settings of the repository there.
    cwd: dirname(path),
    environment: allowedEnvironment(
      environment,
      client.variables.filter((name) => !isSecretName(name)),
    ),
    stdin: "",
    timeoutMs: VERSION_TIMEOUT_MS,
    signal,
  });
  const version = exit.exitCode === 0 ? wanted.read(exit.stdout) : undefined;
  if (version !== undefined) {
    return { ...report, path, version, standing: compareToTested(version, wanted.tested) };
  }
  const said = lastLine(exit.stderr) ?? lastLine(exit.stdout) ?? exit.problem ?? "it printed nothing";
  return {
    ...report,
    path,
    problem: `${path} ${wanted.args.join(" ")} does not print a version of ${client.program} (${toOneLine(said)}): is it ${client.npmPackage}?`,
  };
}
