import { resolve } from "node:path";
import type { ReportDocument, ReportFormat } from "@review/views";
import type { GlobalArgs } from "../command-line/command.ts";
import { UsageError } from "../errors/usage-error.ts";
import type { Io } from "../process/io.ts";
import { requireWritable } from "./write-atomically.ts";

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
    // Most commands are asked for no report, and need none of what writes one.
    write: async (report) => (await import("./write-report.ts")).writeReport(report, format, path, io),
  };
}
