import type { Command } from "./command.ts";

/** A command line: what `--help` says of it, and its commands. */
export interface Cli {
  name: string;
  describe: string;
  version: string;
  commands: readonly Command[];
  /** Where the build has put the rendered help, if it has: `NAME.txt` of the program and of each command. */
  helpFolder?: URL;
}
