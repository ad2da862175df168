import type { Command } from "./command.ts";
import { codeOf } from "./exit-codes.ts";
import { UsageError } from "./usage-error.ts";

/** What yargs finds wrong with a command line, said so that it can be mended; errors of ours stay as they are. */
export function explainParseError(
  error: unknown,
  { name, commands }: { name: string; commands: readonly Command[] },
  argv: readonly string[],
): unknown {
  if (!(error instanceof Error) || codeOf(error) !== undefined) return error;
  const command = commands.find(({ usage }) => usage.some((line) => line.split(" ")[0] === argv[0]));
  const help = command ? `${name} ${argv[0]} --help` : `${name} --help`;
  const say = (what: string) => new UsageError(`${what} (\`${help}\` says more)`, { cause: error });
  const { message } = error;
  if (message.startsWith("Not enough non-option") && command) {
    return say(`something is missing: ${name} ${command.usage[0]}`);
  }
  if (message.startsWith("Did you mean")) return say(`there is no such command; ${lowerFirst(message)}`);
  const choice = /^Invalid values:\s+Argument: (\S+), Given: (.+), Choices: (.+)$/s.exec(message);
  if (choice) return say(`--${choice[1]} cannot be ${choice[2]}: use one of ${choice[3]?.trim()}`);
  return say(lowerFirst(message));
}

function lowerFirst(text: string): string {
  return text.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}
