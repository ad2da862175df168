import type { Cli } from "./cli.ts";
import type { Command, GlobalArgs } from "./command.ts";
import { EXIT } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { parsePlainLine } from "./parse-plain-line.ts";
import { findRenderedHelp } from "./rendered-help.ts";
import { reportError } from "./report-error.ts";

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
    else await (await import("./parse-with-yargs.ts")).parseWithYargs(cli, argv, io, run);
    return exitCode;
  } catch (error) {
    return reportError(error, io, argv.includes("--json"));
  }
}
