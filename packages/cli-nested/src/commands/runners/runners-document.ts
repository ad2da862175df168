import type { ServiceReport } from "@review/runner";

/** Who can be asked for a review, or could. */
export interface RunnersDocument {
  /** Those that are built in, then those of the configuration. */
  runners: RunnerEntry[];
}

export interface RunnerEntry {
  /** As `--runner` takes it. */
  runner: string;
  /** `client`: somebody else's reviewer; `checks`: the gates' own commands, no model; `api`: model services; `program`: all others of the configuration. */
  kind: "client" | "checks" | "api" | "program";
  /** Whether it is used where no other is named. */
  isDefault: boolean;
  /** Whether it can be started, or something be asked; absent where it cannot before you agreed to what the repository names. */
  found?: boolean;
  /** Of a client: where its program is, and what it says of itself. */
  path?: string;
  version?: string;
  /** Of `api`: the services. */
  services?: ServiceEntry[];
  /** What keeps it from being used, and what to do. */
  problem?: string;
  /** As far as it can be told without a request. */
  login: Login;
  may: Permissions;
  /** Absent where the ledger is at a place that you have not agreed to. */
  cost?: CostSoFar;
}

export interface ServiceEntry extends ServiceReport {
  login: Login;
  /** The variable that has to name `baseURL` before it is asked there; absent where that is its place anyway. */
  setFirst?: string;
}

/** `looks-so`: there is a key or a login file, which was not tried; `not-known`: there is no sign of one, and that may mean nothing. */
export interface Login {
  state: "looks-so" | "no" | "not-known" | "not-needed";
  /** Name of the variable (with `$`), or path of the file, by which it looks so. */
  by?: string;
}

/** What a reviewer is let do. */
export interface Permissions {
  /** Whether it is kept from changing anything. */
  readOnly: "yes" | "not-known";
  /** Whether it can open the files that a note's links lead to. */
  opensFiles: "yes" | "no" | "not-known";
}

/** What the ledger knows of earlier reviews. */
export interface CostSoFar {
  /** Pairs that it was asked for, in each run anew. */
  pairs: number;
  /** Those of completed runs. */
  reviewedPairs: number;
  /** Those of failed runs. */
  failedPairs: number;
  /** Those of them whose price is known. */
  pricedPairs: number;
  /** US dollars for each of these; absent if there is none: unknown is not 0. */
  usdPerPair?: number;
}
