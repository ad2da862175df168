import type { Io } from "@review/cli-kit";
import { type Corpus, escapeUnclear } from "@review/corpus";
import {
  type ClientReport,
  canBeAsked,
  clients,
  findRunner,
  reportClient,
  reportService,
  reportServices,
  type ServiceReport,
  tellFailure,
  withAnswer,
} from "@review/runner";
import { findLogin } from "./client-login.ts";
import { describeAnswer } from "./describe-service.ts";

type RunnerEntry = Corpus["config"]["runners"][string];
type ClientSettings = Exclude<RunnerEntry, { command: unknown } | { api: unknown }>;

/** A client that was looked for. */
export interface FoundClient extends Pick<(typeof clients)[number], "name" | "npmPackage"> {
  /** What the configuration says of it. */
  settings: ClientSettings | undefined;
  /** Absent for a program that the configuration names and nobody has agreed to. */
  report?: ClientReport;
  /** By what it looks logged in. */
  login: string | undefined;
}

/** A runner of the configuration, with what keeps it from being started or asked. */
export interface OwnRunner {
  name: string;
  entry: RunnerEntry;
  /** Of one that asks a service. */
  service?: ServiceReport;
  problem?: string;
  /** Whether it would be started or asked, had the user agreed to it. */
  needsConsent: boolean;
}

/** Who can be asked for a review, beside `checks`. */
export interface Reviewers {
  clients: FoundClient[];
  services: ServiceReport[];
  own: OwnRunner[];
}

/**
 * The clients that can be found, with version and login, the services that can be asked without one, and the runners of the configuration. No model is asked, and no
 * program that the repository names is started, nor a server that it names called, unless the user agreed to it.
 */
export async function lookForReviewers(
  { root, config: { runners } }: Pick<Corpus, "root" | "config">,
  { io: { environment, watchSignals }, isTrusted }: { io: Io; isTrusted: boolean },
): Promise<Reviewers> {
  const context = { root, environment, signal: watchSignals().interrupted };
  const [found, services, own] = await Promise.all([
    Promise.all(
      clients.map(async (client): Promise<FoundClient> => {
        const { name, npmPackage } = client;
        const settings = clientSettings(runners[name]);
        const path = settings?.path;
        const about = { name, npmPackage, settings, login: findLogin(client, environment) };
        if (path !== undefined && !isTrusted) return about;
        return { ...about, report: await reportClient(client, path === undefined ? {} : { path }, context) };
      }),
    ),
    reportServices(environment, context.signal),
    Promise.all(
      Object.entries(runners)
        .filter(([, entry]) => clientSettings(entry) === undefined)
        .map(async ([name, entry]): Promise<OwnRunner> => {
          const failure = await (await findRunner(name, runners)).preflight(context);
          const service = "api" in entry ? reportService(entry.api, environment) : undefined;
          const looked = service && isTrusted ? await withAnswer(service, context.signal) : service;
          const problem = failure ? tellFailure(failure) : looked && whyUnasked(name, looked);
          return {
            name,
            entry,
            ...(looked && { service: looked }),
            ...(problem !== undefined && { problem }),
            needsConsent: !isTrusted && !failure,
          };
        }),
    ),
  ]);
  return { clients: found, services, own };
}

/** Why a service on this machine cannot be asked that was called; undefined if it can, or was not. */
function whyUnasked(name: string, service: ServiceReport): string | undefined {
  if (canBeAsked(service)) return undefined;
  return `the runner ${escapeUnclear(name)} cannot be asked: ${describeAnswer(service)}`;
}

/** What is said of a client, where an entry is one. */
function clientSettings(entry: RunnerEntry | undefined): ClientSettings | undefined {
  return entry && !("command" in entry) && !("api" in entry) ? entry : undefined;
}
