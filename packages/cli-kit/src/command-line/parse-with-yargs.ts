import yargs, { type Argv } from "yargs";
import type { Io } from "../process/io.ts";
import { findCommand, plainArguments, refusePositionalsAsOptions } from "./arguments.ts";
import type { Cli } from "./cli.ts";
import type { Command, GlobalArgs } from "./command.ts";
import { explainParseError } from "./explain-parse-error.ts";
import { globalOptions } from "./global-options.ts";
import { HELP_WIDTH } from "./rendered-help.ts";

/**
 * Parses any command line: calls `run` with the command and its arguments, or prints the help, version or completion
 * that was asked for. Throws UsageError for what is wrong with the command line, and what `run` throws.
 */
export async function parseWithYargs(
  cli: Cli,
  argv: readonly string[],
  { stdout }: Pick<Io, "stdout">,
  run: (command: Command, args: GlobalArgs) => Promise<void>,
): Promise<void> {
  let started = false;
  try {
    refusePositionalsAsOptions(cli, argv);
    const parser = createParser(cli, stdout.columns);
    for (const command of cli.commands) {
      parser.command<GlobalArgs>(
        [...command.usage],
        command.describe,
        (sub) => command.build(sub.strict() as Argv<GlobalArgs>),
        (args) => {
          started = true;
          return run(command, args);
        },
      );
    }
    await parser.parseAsync(plainArguments(argv), {}, (_error, { help }, output) => {
      if (output) stdout.write(`${output}\n${help ? describeExamples(cli, argv) : ""}`);
    });
  } catch (error) {
    // What yargs throws before a command has started is about the command line.
    throw started ? error : await explainParseError(error, cli, argv);
  }
}

function createParser(cli: Cli, columns: number | undefined): Argv {
  return (
    yargs()
      .scriptName(cli.name)
      .usage(`$0 <command>\n\n${cli.describe}`)
      // `--model.a b` is no object, and there is no `--no-model`.
      .parserConfiguration({ "dot-notation": false, "boolean-negation": false })
      // The rest of what we say is English, and `explainParseError` reads what yargs says.
      .detectLocale(false)
      .options(globalOptions)
      .version(cli.version)
      .help()
      .alias("help", "h")
      .group(["root", "db", "trust", "json", "quiet", "help", "version"], "Options of every command:")
      .completion("completion", "print a completion script for the shell")
      .demandCommand(1, "name a command")
      .strict()
      .recommendCommands()
      .fail(false)
      .exitProcess(false)
      .wrap(Math.min(HELP_WIDTH, columns ?? HELP_WIDTH))
      .epilogue(
        "Exit codes: 0 done, 1 the answer is no, 2 bad input, 3 environment, 4 conflict, 70 bug, 130 interrupted.",
      )
  );
}

/** The examples of the command that a command line names. yargs would break the lines, which are there to be copied. */
function describeExamples({ name, commands }: Cli, argv: readonly string[]): string {
  const examples = findCommand(commands, argv)?.examples ?? [];
  const lines = examples.map(([line, what]) => `  ${name} ${line}\n      ${what}\n`);
  return lines.length === 0 ? "" : `\nExamples:\n${lines.join("")}`;
}
