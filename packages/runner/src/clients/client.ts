import type { ClientName, ClientRunner } from "@review/corpus";
import type { Execution } from "../execution.ts";
import type { Environment } from "../process/search-path.ts";
import type { ProcessEnd } from "../process/subprocess.ts";
import type { Progress, ReviewRequest } from "../runner.ts";
import type { TestedVersions } from "./tested-versions.ts";

/** What a person may change about a client in the configuration; it may say nothing. */
export type ClientSettings = Partial<ClientRunner>;

/** How to start a client for one request, beside its program. The prompt always travels on stdin. */
export interface ClientCommand {
  args: readonly string[];
  stdin: string;
  /** Where it works; not given: in the root. */
  cwd?: string;
  /** A file of its private folder that its stdout goes through: for one that exits before a reader has taken all that it printed. */
  stdoutFile?: string;
  /** Keeps stdin open until the client says that it is done; else it is closed at once. */
  keepStdin?: boolean;
  /** Set (a string) or removed (undefined) after the allowlist has been applied. */
  environment: Environment;
  /** What is laid into the private folder of a client that has one. */
  files?: readonly ClientFile[];
}

/** A file of a client's private folder, by its path in there: a text, or a link to a place elsewhere that need not be there. */
export type ClientFile = { path: string } & ({ text: string } | { linkTo: string });

export interface LineReading {
  /** False for a line that says nothing to this reader: no event, or one of a kind that it does not know. */
  understood: boolean;
  answer?: string;
  /** The client says that it is done: what it does after this is no part of the review. */
  finished?: boolean;
  /** What of it a person may want to see at once. */
  progress?: Progress;
  /** What of it belongs in the debug log: never the answer again. */
  log?: string;
}

/** Where a client keeps its own record of one session: `directory`, `depth` levels of folders, a file. */
export interface SessionFile {
  directory: string;
  depth: number;
  prefix: string;
  suffix: string;
}

/** Reads a client's events as they come. Pure and total: the same lines give the same reading; none makes it throw. */
export interface ClientReader {
  /** Takes one line of stdout, without its line end. */
  line(text: string): LineReading;
  /** The answer as far as it has come. */
  answer(): string;
  /** Names the client's own record of this very session, if it is known and worth reading. */
  sessionFile?(environment: Environment): SessionFile | undefined;
  /** Takes one line of that record, after the last line of stdout. */
  sessionLine?(text: string): void;
  /** Says what came of it, once the process has ended, whichever way. */
  end(exit: ProcessEnd): Omit<Execution, "debugLog">;
}

/** Who a client is, for messages and for finding it. */
export interface ClientIdentity {
  /** The runner's name. */
  name: ClientName;
  /** The program's name on PATH. */
  program: string;
  /** The package of the npm registry that installs it. */
  npmPackage: string;
}

/** Somebody else's reviewer CLI: a command builder and a reader of events. */
export interface Client extends ClientIdentity {
  /** Whether it keeps its sessions and can go on in one. */
  resumes: boolean;
  /** False for one that does not look at the root. Default: true. */
  opensFiles?: boolean;
  /** Environment variables of the client's own that reach it beside the common allowlist. */
  variables: readonly string[];
  /** Arguments that make it print its version, how to read that, and the versions this was tested with. */
  version: { args: readonly string[]; read(stdout: string): string | undefined; tested: TestedVersions };
  /** Whether it takes settings from files alone: then each invocation has a folder of its own, which is removed at its end. */
  hasFolder?: boolean;
  /** `folder` is the path of that folder; empty for a client without one. */
  command(
    request: ReviewRequest,
    settings: ClientSettings,
    environment: Environment,
    folder: string,
  ): ClientCommand | Promise<ClientCommand>;
  reader(request: ReviewRequest, settings?: ClientSettings): ClientReader;
}
