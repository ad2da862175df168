import yargs, { type Argv } from "yargs";
import { findCommand, plainArguments, refusePositionalsAsOptions } from "./arguments.ts";
import type { Command, GlobalArgs } from "./command.ts";
import { EXIT } from "./exit-codes.ts";
import { explainParseError } from "./explain-parse-error.ts";
import type { Io } from "./io.ts";
import { oneText } from "./options.ts";
import { reportError } from "./report-error.ts";

export interface Cli {
  name: string;
  describe: string;
  version: string;
  commands: readonly Command[];
}

/** Parses a command line, runs its command and returns the exit code. Nothing is thrown: errors are reported. */
export async function runCli(cli: Cli, argv: readonly string[], io: Io): Promise<number> {
  const wantsJson = argv.includes("--json");
  let started = false;
  try {
    let exitCode: number = EXIT.done;
    refusePositionalsAsOptions(cli, argv);
    const parser = createParser(cli, io);
    for (const command of cli.commands) {
      parser.command<GlobalArgs>(
        [...command.usage],
        command.describe,
        (sub) => command.build(sub.strict() as Argv<GlobalArgs>),
        async (args) => {
          started = true;
          const run = await command.load();
          exitCode = (await run(args, { io, version: cli.version })) ?? EXIT.done;
        },
      );
    }
    await parser.parseAsync(plainArguments(argv), {}, (_error, { help }, output) => {
      if (output) io.stdout.write(`${output}\n${help ? describeExamples(cli, argv) : ""}`);
    });
    return exitCode;
  } catch (error) {
    // What yargs throws before a command has started is about the command line.
    return reportError(started ? error : explainParseError(error, cli, argv), io, wantsJson);
  }
}

function createParser(cli: Cli, io: Io): Argv {
  return (
    yargs()
      .scriptName(cli.name)
      .usage(`$0 <command>\n\n${cli.describe}`)
      // `--model.a b` is no object, and there is no `--no-model`.
      .parserConfiguration({ "dot-notation": false, "boolean-negation": false })
      // The rest of what we say is English, and `explainParseError` reads what yargs says.
      .detectLocale(false)
      .options({
        root: oneText("root", "root of the tree (default: nearest review.config.json, else .git)"),
        db: oneText("db", "ledger file (default: .review/ledger.sqlite under the root)"),
        json: { type: "boolean", default: false, describe: "print one JSON document" },
        quiet: { type: "boolean", default: false, describe: "print data only, no talk" },
      })
      .version(cli.version)
      .help()
      .alias("help", "h")
      .group(["root", "db", "json", "quiet", "help", "version"], "Options of every command:")
      .completion("completion", "print a completion script for the shell")
      .demandCommand(1, "name a command")
      .strict()
      .recommendCommands()
      .fail(false)
      .exitProcess(false)
      .wrap(Math.min(100, io.stdout.columns ?? 100))
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
