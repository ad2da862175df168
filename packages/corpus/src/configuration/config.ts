/** A reviewer of the user's own, a program that reads the prompt and prints a bundle. */
export interface ConfiguredRunner {
  /** Program and arguments; never empty, never passed through a shell. */
  command: string[];
  /** Where the program finds the prompt. */
  prompt: "stdin" | "file";
  /** Names of environment variables handed on to the program. */
  passEnv: string[];
  /** As passEnv, for secrets whose names do not say so. */
  secretEnv: string[];
}

/** Settings of a client this tool knows how to drive: `claude-code` or `codex`. */
export interface ClientRunner {
  /** The program, when it is not the client's usual name on PATH. */
  path?: string | undefined;
  extraArgs: string[];
  passEnv: string[];
  secretEnv: string[];
  /** Whether the user's own settings of the client are kept out of the review. */
  isolated: boolean;
}

/** The effective configuration: every key resolved, defaults filled in. */
export interface ReviewConfig {
  /** Globs relative to the root. */
  notes: string[];
  /** Globs relative to the root. */
  exclude: string[];
  /** The directory of gates relative to the root, with `/`. */
  gates: string;
  /** A path relative to the root, or a database URL. */
  database: string;
  defaults: { runner?: string | undefined; model?: string | undefined; effort?: string | undefined };
  /** Name asked for -> name of the model. */
  aliases: Record<string, string>;
  runners: Record<string, ConfiguredRunner | ClientRunner>;
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

/** The name of the configuration file at the root. */
export const CONFIG_FILE_NAME = "review.config.json";
