import type { ReportDocument, ReportFormat } from "@review/views";
import type { Io } from "../process/io.ts";
import { type ChosenOutput, chooseOutput, type OutputArgs } from "./choose-output.ts";

export interface ReportArgs extends OutputArgs {
  format?: ReportFormat | undefined;
}

/** Where a report goes that was asked for. */
export interface ReportOutput extends Pick<ChosenOutput, "onStdout"> {
  /** Throws OutputFileError. */
  write(report: ReportDocument): Promise<void>;
}

/** As `chooseOutput`, of a report. Throws UsageError and OutputFileError. */
export async function reportOutput(
  args: ReportArgs,
  io: Io,
  root: string,
  conflicting: Readonly<Record<string, unknown>> = {},
): Promise<ReportOutput | undefined> {
  const { format } = args;
  const output = await chooseOutput(args, io, root, conflicting);
  if (!output || format === undefined) return undefined;
  return {
    onStdout: output.onStdout,
    // Most commands are asked for no report, and need none of what writes one.
    write: async (report) => (await import("./write-report.ts")).writeReport(report, format, output, io),
  };
}
