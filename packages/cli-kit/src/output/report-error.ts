import { type OptionName, UsageError } from "../command-line/usage-error.ts";
import { codeOf, EXIT, exitCodeOf } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { jsonText } from "./json-text.ts";
import { oneLine, printable } from "./text.ts";

/**
 * Tells a person what went wrong: one line on stderr, with `--json` also an object on stdout. A bug of ours
 * comes with its stack, since nobody else can mend it. Returns the exit code.
 */
export function reportError(error: unknown, io: Io, json: boolean): number {
  const exitCode = exitCodeOf(error);
  const document = toErrorDocument(error);
  const { message } = document.error;
  if (exitCode === EXIT.bug) {
    io.stderr.write(`error: this is a bug of review, please report it with the lines below: ${message}\n`);
    io.stderr.write(`${printable(String(error instanceof Error ? error.stack : error))}\n`);
  } else {
    io.stderr.write(`error: ${message}\n`);
  }
  if (json) {
    io.stdout.write(`${jsonText(document)}\n`);
  }
  return exitCode;
}

/**
 * What went wrong as a JSON document: the stable code, and the message on one line. Its options are named as
 * `nameOption` says, without it as on a command line.
 */
export function toErrorDocument(error: unknown, nameOption?: OptionName) {
  const text =
    error instanceof UsageError && nameOption
      ? error.worded(nameOption)
      : error instanceof Error
        ? error.message
        : String(error);
  return { schema: 1, error: { code: codeOf(error) ?? "bug", message: oneLine(text) } };
}
