import { jsonText } from "@review/views";
import type { GlobalArgs } from "../command-line/command.ts";
import type { Io } from "../process/io.ts";
import { linesWithoutCommands } from "../process/without-commands.ts";
import { lineWithNames, printable } from "./text.ts";
import { wrapTalk } from "./wrap-text.ts";

// What a command prints last it may return: then it has done what was asked for.

/** Prints a JSON document with its schema version. */
export function printJson(io: Io, document: object): undefined {
  io.stdout.write(`${jsonText({ schema: 1, ...document })}\n`);
}

/** Prints a line for a person: names may stand in it as they are. */
export function print(io: Io, line: string): undefined {
  printText(io, lineWithNames(line));
}

/** Prints a text for a person, which may have many lines: one of a note, a gate or a prompt, or a difference. */
export function printText(io: Io, text: string): undefined {
  io.stdout.write(withoutObeyed(io, `${printable(text)}\n`));
}

/** A text for whoever reads stdout: for a program as it is, without what acts on a terminal, or in the log of a job, where one of these reads it. */
export function asItIs({ stdout }: Pick<Io, "stdout">, text: string): string {
  return stdout.isTTY || stdout.isLog ? withoutObeyed({ stdout }, printable(text)) : text;
}

const withoutObeyed = ({ stdout }: Pick<Io, "stdout">, text: string): string =>
  stdout.isLog ? linesWithoutCommands(text) : text;

/** What the painter writes, and nothing that hides or exchanges text. */
const COLOUR = /(\u001b\[(?:[0-2]|22|[349]\d)m)/;

/**
 * Prints lines that are ready for the terminal, colours included; nothing if there are none. Whatever else acts on a terminal, or would
 * begin another line, is taken out: also names that only a ledger of somebody else can hold. Texts stand in them, so a name is to go through `nameLine` before.
 */
export function printLines({ stdout }: Pick<Io, "stdout">, lines: readonly string[]): void {
  if (lines.length === 0) return;
  const text = `${lines.map((line) => line.replace(/[\r\n\u2028\u2029]/g, " ")).join("\n")}\n`;
  if (stdout.isLog || !stdout.isTTY) stdout.write(withoutObeyed({ stdout }, printable(text)));
  else
    for (const [at, part] of text.split(COLOUR).entries())
      stdout.write(at % 2 === 1 ? part : printable(part));
}

/** Says something beside the data, one line, on stderr; `--quiet` silences it. */
export function tell(io: Io, { quiet }: Pick<GlobalArgs, "quiet">, line: string): void {
  if (!quiet) writeTalk(io, line);
}

/** Writes a line that a person is to read on stderr, at a terminal broken at its edge: names may stand in it as they are. */
export function writeTalk({ stderr }: Pick<Io, "stderr">, line: string): void {
  stderr.write(`${wrapTalk(lineWithNames(line), stderr.columns)}\n`);
}
