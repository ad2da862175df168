import { resolve } from "node:path";
import type { GlobalArgs } from "../command-line/command.ts";
import { UsageError } from "../errors/usage-error.ts";
import type { Io } from "../process/io.ts";
import { asItIs } from "./print.ts";
import { printable } from "./text.ts";

export interface OutputArgs extends GlobalArgs {
  format?: string | undefined;
  output?: string | undefined;
}

/** Where something goes that was asked for in a format. */
export interface ChosenOutput {
  /** Whether it takes the place of what the command prints on stdout. */
  onStdout: boolean;
  /** Throws OutputFileError. */
  write(pieces: Iterable<string>): Promise<void>;
}

/**
 * Settles, before a command starts its work, where what `--format` asks for is to be written; undefined if it was not given.
 * `root` is the tree's, `conflicting` are options by which the command prints something else, by their names. Throws UsageError and OutputFileError.
 */
export async function chooseOutput(
  { format, output, json }: OutputArgs,
  io: Io,
  root: string,
  conflicting: Readonly<Record<string, unknown>> = {},
): Promise<ChosenOutput | undefined> {
  if (format === undefined) {
    if (output !== undefined) throw new UsageError("--output needs --format: name the format of the file");
    return undefined;
  }
  for (const [name, given] of Object.entries({ json, ...conflicting })) {
    if (given) throw new UsageError(`--format and --${name} print different things: give one of them`);
  }
  if (output?.trim() === "") throw new UsageError("--output is empty: name a file, or - for stdout");
  const path = output === undefined || output === "-" ? undefined : resolve(io.cwd, output);
  if (path === undefined)
    return { onStdout: true, write: (pieces) => writeToStdout(io, FOR_PEOPLE.has(format), pieces) };
  const [{ requireOutput }, { writeAtomically }] = await Promise.all([
    import("./require-output.ts"),
    import("./write-atomically.ts"),
  ]);
  await requireOutput(root, path);
  return { onStdout: false, write: (pieces) => writeAtomically(path, pieces) };
}

/** Formats that people read in the log of a job; all others are for programs, and `github` is made of commands. */
const FOR_PEOPLE: ReadonlySet<string> = new Set(["text", "markdown"]);

async function writeToStdout(
  { stdout }: Pick<Io, "stdout">,
  isForPeople: boolean,
  pieces: Iterable<string>,
): Promise<void> {
  for (const piece of pieces) {
    stdout.write(isForPeople ? asItIs({ stdout }, piece) : stdout.isTTY ? printable(piece) : piece);
    await stdout.drained();
    if (stdout.isClosed) return;
  }
}
