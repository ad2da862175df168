import type { ApiRunner } from "./api-settings.ts";

/** A reviewer of the user's own, a program that reads the prompt and prints a bundle. */
export interface ConfiguredRunner {
  /** Program and arguments; never empty, never passed through a shell. */
  command: readonly string[];
  /** Where the program finds the prompt: on stdin, or in the file that $REVIEW_PROMPT_FILE names. */
  prompt: "stdin" | "file";
  /** Names of environment variables that reach the program beside the common allowlist. */
  passEnv: readonly string[];
  /** As passEnv, for secrets whose names do not say so. */
  secretEnv: readonly string[];
}

/** Settings of a client this tool knows how to drive: `claude-code`, `codex`, `gemini-cli` or `opencode`. */
export interface ClientRunner {
  /** The program to start instead of the client's usual name: a name on PATH, or a path (relative to the root). */
  path?: string | undefined;
  /** Put after the client's own options, so that they win over them. */
  extraArgs: readonly string[];
  /** Names of further environment variables that reach the client. */
  passEnv: readonly string[];
  /** As passEnv, for secrets whose names do not say so. */
  secretEnv: readonly string[];
  /** False lets the user's and the project's own settings, hooks and servers apply. */
  isolated: boolean;
}

/** What is asked of a pair, so that it holds. */
export interface VerifyPolicy {
  /** Under which models it may be accepted; none named: under any. */
  models: string[];
  /** The mildest finding that keeps it from holding. */
  failOn: "warn" | "fail";
  /** That whoever judged it was observed to do so, or is a check. */
  require?: "observed" | undefined;
  /** So many fixtures a gate without a check needs, or what it finds does not count; undefined: none. */
  minFixtures?: number | undefined;
  /** Pairs that may be stale, or without a review, for a while. */
  acceptStale: StaleAllowance[];
}

/** That a pair may be stale, or without a review, until the end of a day. */
export interface StaleAllowance {
  /** Relative to the root, with `/`. */
  note: string;
  /** Gate id. */
  gate: string;
  reason: string;
  /** The last day of it in UTC, `YYYY-MM-DD`. */
  until: string;
}

/** The effective configuration: every key resolved, defaults filled in. */
export interface ReviewConfig {
  /** Globs relative to the root. */
  notes: string[];
  /** Globs relative to the root. */
  exclude: string[];
  /** The directory of gates relative to the root, with `/`. */
  gates: string;
  /** Beginnings of URLs -> folders relative to the root in which what follows is looked for, in this order; all normal, without `/` at the end. */
  linkRoots: Record<string, readonly string[]>;
  /** A path relative to the root, or a database URL. */
  database: string;
  defaults: { runner?: string | undefined; model?: string | undefined; effort?: string | undefined };
  /** Name asked for -> name of the model. */
  aliases: Record<string, string>;
  /** That only the partition of the named model counts, and that a run which another model answered fails. */
  requireModel: boolean;
  /** The lock: its folder relative to the root, with `/`, and whether what is accepted is written there at once. */
  lock: { path: string; auto: boolean };
  /** What `verify` asks of each pair. */
  verify: VerifyPolicy;
  runners: Record<string, ConfiguredRunner | ClientRunner | ApiRunner>;
  limits: { gatesPerPrompt: number; promptBytes: number; timeoutSeconds: number; jobs: number };
}

/** Where a value of the configuration comes from: the file, a layout found in the tree, or built in. */
export type ConfigOrigin = "file" | "layout" | "default";

/** One reviewed tree: its root, an absolute path without symlinks, and its configuration. */
export interface Corpus {
  root: string;
  /** Absolute path of `review.config.json`, if there is one. */
  configPath?: string | undefined;
  config: ReviewConfig;
  /** Where each value comes from, by dotted key: `notes`, `limits.jobs`, `defaults.model`, … */
  origins: Record<string, ConfigOrigin>;
}

export const CONFIG_FILE_NAME = "review.config.json";
