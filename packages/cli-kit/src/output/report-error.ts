import { FindingsRefusedError } from "@review/lifecycle";
import { jsonText, QuestionError } from "@review/views";
import { codeOf, EXIT, exitCodeOf } from "../errors/exit-codes.ts";
import { withoutEnd } from "../errors/text-too-long.ts";
import { withoutFiles } from "../errors/too-many-files.ts";
import { type OptionName, UsageError } from "../errors/usage-error.ts";
import { withoutDirectory } from "../errors/working-directory.ts";
import type { Io } from "../process/io.ts";
import { withAdvice } from "./advice.ts";
import { writeTalk } from "./print.ts";
import { nameLine, printable } from "./text.ts";
import { wordQuestion } from "./word-question.ts";

/**
 * Tells a person what went wrong: one line on stderr, with `--json` also an object on stdout. A bug of ours
 * comes with its stack, since nobody else can mend it. Returns the exit code.
 */
export function reportError(thrown: unknown, io: Io, json: boolean): number {
  const error = errorToTell(thrown);
  const exitCode = exitCodeOf(error);
  const document = toErrorDocument(error);
  const { message } = document.error;
  if (exitCode === EXIT.bug) {
    writeTalk(io, `error: this is a bug of review, please report it with the lines below: ${message}`);
    io.stderr.write(`${printable(String(error instanceof Error ? error.stack : error))}\n`);
  } else {
    writeTalk(io, `error: ${message}`);
  }
  if (json) {
    io.stdout.write(`${jsonText(document)}\n`);
  }
  return exitCode;
}

export interface ErrorDocument {
  error: {
    /** Stable. */
    code: string;
    /** For people; one line. */
    message: string;
    /** What is wrong with the findings of a review that was refused for them. */
    problems?: FindingsRefusedError["problems"];
  };
}

/**
 * What went wrong as a JSON document: the stable code, and the message on one line, in which names may stand as they are. Its options are named as
 * `nameOption` says, without it as on a command line.
 */
export function toErrorDocument(error: unknown, nameOption?: OptionName): ErrorDocument & { schema: 1 } {
  const text =
    error instanceof UsageError && nameOption
      ? error.worded(nameOption)
      : error instanceof Error
        ? namedOptions(withAdvice(error), nameOption)
        : String(error);
  const problems = error instanceof FindingsRefusedError ? { problems: error.problems } : {};
  return { schema: 1, error: { code: codeOf(error) ?? "bug", message: nameLine(text), ...problems } };
}

/** Errors of the library name its options; on a command line these are given with dashes. */
function namedOptions(message: string, nameOption: OptionName | undefined): string {
  return nameOption ? message : message.replace(/\(option ([a-z]+)/g, "(--$1");
}

/** What is to be told of something that was thrown: the cause of it, where that is known. */
export function errorToTell(thrown: unknown): unknown {
  const first = firstThrown(thrown);
  return first instanceof QuestionError
    ? wordQuestion(first)
    : (withoutDirectory(first) ?? withoutFiles(first) ?? withoutEnd(first) ?? first);
}

/** Where an error was thrown and then closing something threw, too (`await using`): the first one. */
function firstThrown(error: unknown): unknown {
  const isSuppressed = error instanceof Error && error.name === "SuppressedError" && "suppressed" in error;
  return isSuppressed ? firstThrown(error.suppressed) : error;
}
