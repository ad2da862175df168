import type { Argv } from "yargs";
import type { Io } from "../process/io.ts";

export interface GlobalArgs {
  root?: string;
  db?: string;
  json: boolean;
  quiet: boolean;
  /** Everything that the repository names is agreed to, for this once. */
  trust?: boolean;
}

export interface CommandContext {
  io: Io;
  version: string;
}

/** Runs a command and gives its exit code; undefined if it has done what was asked for. */
export type CommandRun<Args> = (
  args: Args & GlobalArgs,
  context: CommandContext,
) => Promise<number | undefined>;

/** A command: what stands in `--help`, and where its code is. The code is loaded only when it runs. */
export interface Command {
  /** `name <positional> [optional..]`, aliases after it. */
  usage: readonly [string, ...string[]];
  describe: string;
  /** Command line and what it does; the command line without the program's name. */
  examples: readonly (readonly [string, string])[];
  build(parser: Argv<GlobalArgs>): Argv<GlobalArgs>;
  load(): Promise<CommandRun<unknown>>;
}

/** Ties the options of a command to the arguments that its code takes. */
export function defineCommand<Args>(definition: {
  usage: Command["usage"];
  describe: string;
  examples?: Command["examples"];
  build: (parser: Argv<GlobalArgs>) => Argv<Args>;
  load: () => Promise<CommandRun<Args>>;
}): Command {
  return { examples: [], ...definition } as Command;
}
