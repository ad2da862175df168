import type { Cli } from "./command-line/cli.ts";
import type { Command, GlobalArgs } from "./command-line/command.ts";
import { parsePlainLine } from "./command-line/parse-plain-line.ts";
import { findRenderedHelp } from "./command-line/rendered-help.ts";
import { EXIT } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { reportError } from "./output/report-error.ts";

/** Parses a command line, runs its command and returns the exit code. Nothing is thrown: errors are reported. */
export async function runCli(cli: Cli, argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.done;
  const run = async (command: Command, args: unknown) => {
    const start = await command.load();
    exitCode = (await start(args as GlobalArgs, { io, version: cli.version })) ?? EXIT.done;
  };
  try {
    const help = findRenderedHelp(cli, argv, io);
    const plain = help === undefined ? parsePlainLine(cli.commands, argv) : undefined;
    if (help !== undefined) io.stdout.write(help);
    else if (plain) await run(plain.command, plain.args);
    else await (await import("./command-line/parse-with-yargs.ts")).parseWithYargs(cli, argv, io, run);
    return exitCode;
  } catch (error) {
    return reportError(error, io, argv.includes("--json"));
  }
}
