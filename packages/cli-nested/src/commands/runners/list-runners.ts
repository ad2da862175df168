import { API_RUNNER, CHECKS_RUNNER, escapeUnclear } from "@review/corpus";
import { canBeAsked, LOCAL_SERVICE, LOCAL_SERVICE_VARIABLE, type ServiceReport } from "@review/runner";
import type { Costs } from "@review/views";
import type { FoundClient, OwnRunner, Reviewers } from "../../reviewers/look-for-reviewers.ts";
import type { CostSoFar, Login, Permissions, RunnerEntry, ServiceEntry } from "./runners-document.ts";

/** What the entries are made of, beside what was found. */
export interface Known {
  /** What each runner took so far, by its name; absent where the ledger may not be opened. */
  costs?: ReadonlyMap<string, Costs> | undefined;
  /** The runner that is used where no other is named. */
  wanted: string | undefined;
}

type Found = Omit<RunnerEntry, "isDefault" | "cost">;

/** All runners with what is known of them: those that are built in, then those of the configuration. */
export function listRunners({ clients, services, own }: Reviewers, { costs, wanted }: Known): RunnerEntry[] {
  const found = [...clients.map(listClient), CHECKS, listApi(services), ...own.map(listOwn)];
  return found.map((entry) => ({
    ...entry,
    isDefault: entry.runner === wanted,
    ...(costs && { cost: costSoFar(costs.get(entry.runner)) }),
  }));
}

/** It is part of this program; what it starts are the commands of the gates. */
const CHECKS: Found = {
  runner: CHECKS_RUNNER,
  kind: "checks",
  found: true,
  login: { state: "not-needed" },
  may: { readOnly: "not-known", opensFiles: "not-known" },
};

const NEEDS_CONSENT = "the configuration names it, and you have not agreed to that: review-nested trust";

/** It gets the text of the prompt, and nothing of the disk. */
const NOTHING_OF_THE_DISK: Permissions = { readOnly: "yes", opensFiles: "no" };

function listClient({ name, settings, report, login }: FoundClient): Found {
  // Whatever is added to its arguments may give back what they take away.
  const isUnchanged = (settings?.extraArgs?.length ?? 0) === 0;
  const about = {
    runner: name,
    kind: "client",
    may: { readOnly: isUnchanged ? "yes" : "not-known", opensFiles: "yes" },
  } as const;
  const shows: Login = login === undefined ? { state: "not-known" } : { state: "looks-so", by: login };
  if (report === undefined) {
    const problem = `it is ${escapeUnclear(settings?.path ?? "")} by the configuration, which is not started before you agreed to it: review-nested trust`;
    return { ...about, problem, login: shows };
  }
  const { path, version, problem } = report;
  return {
    ...about,
    found: version !== undefined,
    ...(path !== undefined && { path }),
    ...(version !== undefined && { version }),
    ...(problem !== undefined && { problem }),
    login: shows,
  };
}

function listApi(reports: readonly ServiceReport[]): Found {
  const services = reports.map(listService);
  return {
    runner: API_RUNNER,
    kind: "api",
    found: reports.some(canBeAsked),
    services,
    login: best(services.map(({ login }) => login)),
    may: NOTHING_OF_THE_DISK,
  };
}

function listService(report: ServiceReport, index: number, all: readonly ServiceReport[]): ServiceEntry {
  const { provider } = report;
  const isFirst = all.findIndex((each) => each.provider === provider) === index;
  return {
    ...report,
    login: loginOf(report, provider !== LOCAL_SERVICE),
    ...(!isFirst && { setFirst: LOCAL_SERVICE_VARIABLE }),
  };
}

function loginOf({ keyName }: ServiceReport, needsKey: boolean): Login {
  if (keyName !== undefined) return { state: "looks-so", by: `$${keyName}` };
  return { state: needsKey ? "no" : "not-needed" };
}

/** The best that can be said of several. */
function best(logins: readonly Login[]): Login {
  const order = ["looks-so", "not-needed", "not-known"] as const;
  const state = order.find((each) => logins.some((login) => login.state === each));
  return logins.find((login) => login.state === state) ?? { state: "no" };
}

function listOwn({ name, entry, service, problem, needsConsent }: OwnRunner): Found {
  const about = {
    runner: name,
    ...(!needsConsent && { found: problem === undefined }),
    ...(needsConsent && { problem: NEEDS_CONSENT }),
    ...(problem !== undefined && { problem }),
  };
  if (service !== undefined && "api" in entry) {
    const login = loginOf(service, service.provider !== LOCAL_SERVICE || entry.api.keyEnv !== undefined);
    return {
      ...about,
      kind: "api",
      services: [{ ...service, login }],
      login,
      may: NOTHING_OF_THE_DISK,
    };
  }
  return {
    ...about,
    kind: "program",
    login: { state: "not-known" },
    // It is any program, and runs with the rights of who starts it.
    may: { readOnly: "not-known", opensFiles: "yes" },
  };
}

function costSoFar(costs: Costs | undefined): CostSoFar {
  const { pairs = 0, reviewedPairs = 0, failedPairs = 0, pricedPairs = 0, costUsd = 0 } = costs ?? {};
  const counted = { pairs, reviewedPairs, failedPairs, pricedPairs };
  return { ...counted, ...(pricedPairs > 0 && { usdPerPair: costUsd / pricedPairs }) };
}
