import { appendFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import {
  PROJECTIONS,
  type ReportDocument,
  type ReportFormat,
  SUMMARY_BYTES,
  summarizeReport,
} from "@review/views";
import type { GlobalArgs } from "../command-line/command.ts";
import { OutputFileError } from "../errors/output-file-error.ts";
import { UsageError } from "../errors/usage-error.ts";
import type { Io } from "../process/io.ts";
import { printable } from "./text.ts";
import { requireWritable, writeAtomically } from "./write-atomically.ts";

export interface ReportArgs extends GlobalArgs {
  format?: ReportFormat | undefined;
  output?: string | undefined;
}

/** Where a report goes that was asked for. */
export interface ReportOutput {
  /** Whether it takes the place of what the command prints on stdout. */
  onStdout: boolean;
  /** Throws OutputFileError. */
  write(report: ReportDocument): Promise<void>;
}

/**
 * Settles, before a command starts its work, how and where its report is to be written; undefined if none was asked for.
 * `conflicting` are options by which the command prints something else, by their names. Throws UsageError and OutputFileError.
 */
export async function reportOutput(
  args: ReportArgs,
  io: Io,
  conflicting: Readonly<Record<string, unknown>> = {},
): Promise<ReportOutput | undefined> {
  const { format, output } = args;
  if (format === undefined) {
    if (output !== undefined) throw new UsageError("--output needs --format: name the format of the file");
    return undefined;
  }
  for (const [name, given] of Object.entries({ json: args.json, ...conflicting })) {
    if (given) throw new UsageError(`--format and --${name} print different things: give one of them`);
  }
  if (output?.trim() === "") throw new UsageError("--output is empty: name a file, or - for stdout");
  const path = output === undefined || output === "-" ? undefined : resolve(io.cwd, output);
  if (path !== undefined) await requireWritable(path);
  return {
    onStdout: path === undefined,
    write: async (report) => {
      const pieces = PROJECTIONS[format](report);
      await (path === undefined ? writeToStdout(io, pieces) : writeAtomically(path, pieces));
      if (format === "github") await addJobSummary(report, io);
    },
  };
}

async function writeToStdout({ stdout }: Pick<Io, "stdout">, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) {
    stdout.write(stdout.isTTY ? printable(piece) : piece);
    await stdout.drained();
    if (stdout.isClosed) return;
  }
}

/** GitHub Actions names a file whose Markdown it shows for the job; other commands of the step may have written to it. */
async function addJobSummary(
  report: ReportDocument,
  { environment }: Pick<Io, "environment">,
): Promise<void> {
  const path = environment.GITHUB_STEP_SUMMARY;
  if (path === undefined || path === "") return;
  try {
    const { size } = await stat(path).catch(() => ({ size: 0 }));
    await appendFile(path, [...summarizeReport(report, { maxBytes: SUMMARY_BYTES - size })].join(""));
  } catch (error) {
    throw new OutputFileError(path, error);
  }
}
