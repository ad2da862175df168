import type { Argv, Options, PositionalOptions } from "yargs";
import type { Command, GlobalArgs } from "./command.ts";
import { globalOptions } from "./global-options.ts";

/** What a command takes, by the names in `--help`. */
export interface Declared {
  options: Readonly<Record<string, Options>>;
  /** In the order of the command line. */
  positionals: readonly (PositionalOptions & { name: string })[];
}

/** What a command declares, found out without yargs: loading that takes longer than most commands run. */
export function declaredOptions(command: Command): Declared {
  const options: Record<string, Options> = { ...globalOptions };
  const positionals: (PositionalOptions & { name: string })[] = [];
  const recorder = {
    options: (more: Record<string, Options>) => {
      Object.assign(options, more);
      return recorder;
    },
    positional: (name: string, positional: PositionalOptions) => {
      positionals.push({ ...positional, name });
      return recorder;
    },
  };
  // A command that calls more of yargs than these two fails the test of its help.
  command.build(recorder as unknown as Argv<GlobalArgs>);
  return { options, positionals };
}
