import type { Cli } from "./command-line/cli.ts";
import type { Command, GlobalArgs } from "./command-line/command.ts";
import { parsePlainLine } from "./command-line/parse-plain-line.ts";
import { findRenderedHelp } from "./command-line/rendered-help.ts";
import { EXIT } from "./errors/exit-codes.ts";
import { writeTalk } from "./output/print.ts";
import { reportError } from "./output/report-error.ts";
import type { Io } from "./process/io.ts";

/** How long a command may take to clean up after an exception of ours that nobody caught, in milliseconds. */
const AFTER_CRASH_MS = 5_000;

/** Parses a command line, runs its command and returns the exit code. Nothing is thrown: errors are reported. */
export async function runCli(cli: Cli, argv: readonly string[], io: Io): Promise<number> {
  const report = (error: unknown) => reportError(error, io, argv.includes("--json"));
  const ended = runCommand(cli, argv, io).catch(report);
  const exitCode = await Promise.race([ended, patienceAfterCrash(io.crashed, ended)]);
  return endOutput(io, io.crashed.aborted ? report(io.crashed.reason) : exitCode);
}

/** Resolves if a command has not ended some time after an exception of ours that nobody caught. */
function patienceAfterCrash(crashed: AbortSignal, ended: Promise<number>): Promise<number> {
  return new Promise((resolve) => {
    const wait = () => {
      const timer = setTimeout(resolve, AFTER_CRASH_MS, EXIT.bug);
      void ended.then(() => clearTimeout(timer));
    };
    crashed.addEventListener("abort", wait, { once: true });
  });
}

async function runCommand(cli: Cli, argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.done;
  const run = async (command: Command, args: unknown) => {
    const start = await command.load();
    exitCode = (await start(args as GlobalArgs, { io, version: cli.version })) ?? EXIT.done;
  };
  const help = findRenderedHelp(cli, argv, io);
  const plain = help === undefined ? parsePlainLine(cli.commands, argv) : undefined;
  if (help !== undefined) io.stdout.write(help);
  else if (plain) await run(plain.command, plain.args);
  else await (await import("./command-line/parse-with-yargs.ts")).parseWithYargs(cli, argv, io, run);
  return exitCode;
}

/** An answer that could not be told is no success, whatever the command did; a bug or a signal says more. */
async function endOutput(io: Io, exitCode: number): Promise<number> {
  await io.stdout.drained();
  const { problem } = io.stdout;
  if (problem === undefined || exitCode === EXIT.bug || io.isSignalled) return exitCode;
  writeTalk(io, `error: the output cannot be written: ${problem}`);
  return EXIT.environment;
}
