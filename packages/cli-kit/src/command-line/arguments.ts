import { UsageError } from "../errors/usage-error.ts";
import type { Command } from "./command.ts";

/**
 * The command line without its `--`: what follows it are positional arguments even if they begin with a dash,
 * which yargs does not hand to commands. `./` makes them safe, and means the same for paths and gates.
 */
export function plainArguments(argv: readonly string[]): string[] {
  const end = isCompletion(argv) ? -1 : argv.indexOf("--");
  if (end === -1) return [...argv];
  const after = argv.slice(end + 1).map((arg) => (arg.startsWith("-") ? `./${arg}` : arg));
  return [...argv.slice(0, end), ...after];
}

/** The shell asks what could come next: then a `--` is a word that is being typed. */
function isCompletion(argv: readonly string[]): boolean {
  return argv[0] === "--get-yargs-completions";
}

/** The command that a command line names; undefined if it names none. */
export function findCommand(commands: readonly Command[], argv: readonly string[]): Command | undefined {
  const byName = new Map(
    commands.flatMap((command) => command.usage.map((line) => [line.split(" ")[0] ?? "", command])),
  );
  const named = argv.find((arg) => byName.has(arg));
  return named === undefined ? undefined : byName.get(named);
}

/** Throws UsageError for `--note` where NOTE is positional: yargs would take it for an option and then ignore it. */
export function refusePositionalsAsOptions(
  { name, commands }: { name: string; commands: readonly Command[] },
  argv: readonly string[],
): void {
  if (isCompletion(argv)) return;
  const usage = findCommand(commands, argv)?.usage[0] ?? "";
  for (const [, positional] of usage.matchAll(/[<[](\w+)/g)) {
    if (argv.some((arg) => arg.split("=")[0] === `--${positional}`)) {
      throw new UsageError(`--${positional} is no option: ${name} ${usage}`);
    }
  }
}
