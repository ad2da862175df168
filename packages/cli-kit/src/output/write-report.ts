import { appendFile, stat } from "node:fs/promises";
import {
  PROJECTIONS,
  type ReportDocument,
  type ReportFormat,
  SUMMARY_BYTES,
  summarizeReport,
} from "@review/views";
import { OutputFileError } from "../errors/output-file-error.ts";
import type { Io } from "../process/io.ts";
import type { ChosenOutput } from "./choose-output.ts";

/** Writes a report where it is to go. Throws OutputFileError. */
export async function writeReport(
  report: ReportDocument,
  format: ReportFormat,
  output: Pick<ChosenOutput, "write">,
  io: Pick<Io, "environment">,
): Promise<void> {
  await output.write(PROJECTIONS[format](report));
  if (format === "github") await addJobSummary(report, io);
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
