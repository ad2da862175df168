import { findNearestName } from "@review/corpus";
import { codeOf } from "../errors/exit-codes.ts";
import { UsageError } from "../errors/usage-error.ts";
import { findCommand } from "./arguments.ts";
import type { Command } from "./command.ts";
import { declaredOptions } from "./declared-options.ts";

/** What yargs finds wrong with a command line, said so that it can be mended; errors of ours stay as they are. */
export async function explainParseError(
  error: unknown,
  { name, commands }: { name: string; commands: readonly Command[] },
  argv: readonly string[],
): Promise<unknown> {
  if (!(error instanceof Error) || codeOf(error) !== undefined) return error;
  const command = findCommand(commands, argv);
  const help = [name, command?.usage[0].split(" ")[0], "--help"].filter(Boolean).join(" ");
  const what = explain(error.message, command && `${name} ${command.usage[0]}`, argv);
  const meant = command && (await meantOption(what, command));
  return new UsageError(`${what}${meant ?? ""} (\`${help}\` says more)`, { cause: error });
}

/** The option that an unknown one is near to. */
async function meantOption(what: string, command: Command): Promise<string | undefined> {
  const unknown = /^there is no option --?([^,=]+)/.exec(what)?.[1];
  const known = Object.keys(declaredOptions(command).options);
  const nearest = unknown && (await findNearestName(unknown, known));
  return nearest && `; did you mean --${nearest}?`;
}

/** The messages are those of yargs in English. */
function explain(message: string, usage: string | undefined, argv: readonly string[]): string {
  const [, start = message, names = ""] = /^([^:]+): (.*)$/s.exec(message) ?? [];
  if (start === "Not enough non-option arguments" && usage) return explainMissing(names, usage);
  if (/^Missing required arguments?$/.test(start)) return `${listOptions(names)} must be given`;
  if (start === "Not enough arguments following") {
    return `--${names} needs a value (one that begins with a dash: --${names}=-value)`;
  }
  if (/^Unknown (?:arguments?|commands?)$/.test(start)) return explainUnknown(names.split(", "), usage, argv);
  if (message.startsWith("Did you mean")) return `there is no such command; ${lowerFirst(message)}`;
  const choice = /^Invalid values:\s+Argument: (\S+), Given: (.+), Choices: (.+)$/s.exec(message);
  if (choice) return `--${choice[1]} cannot be ${choice[2]}: use one of ${choice[3]?.trim()}`;
  return lowerFirst(message);
}

/** yargs says how many words it got, and how many it needs. */
function explainMissing(amounts: string, usage: string): string {
  const got = Number(/^got (\d+)/.exec(amounts)?.[1] ?? 0);
  const missing = (usage.match(/<[^<>]+>/g) ?? []).slice(got);
  if (missing.length === 0) return `something is missing: ${usage}`;
  return `${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} missing: ${usage}`;
}

/** yargs names what it does not know without its dashes. */
function explainUnknown(
  names: readonly string[],
  usage: string | undefined,
  argv: readonly string[],
): string {
  const options = argv
    .map((arg) => /^--?[^=]+/.exec(arg)?.[0])
    .filter((option) => option !== undefined && names.includes(option.replace(/^--?/, "")));
  if (options.length > 0) return `there is no option ${options.join(", ")}`;
  return usage ? `${names.join(", ")} is too much: ${usage}` : `there is no command ${names[0]}`;
}

function listOptions(names: string): string {
  return names
    .split(", ")
    .map((name) => `--${name}`)
    .join(" and ");
}

function lowerFirst(text: string): string {
  return text.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}
