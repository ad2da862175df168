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
import { printable } from "./text.ts";
import { writeAtomically } from "./write-atomically.ts";

/** Writes a report to a file, or to stdout where none is named. Throws OutputFileError. */
export async function writeReport(
  report: ReportDocument,
  format: ReportFormat,
  path: string | undefined,
  io: Io,
): Promise<void> {
  const pieces = PROJECTIONS[format](report);
  await (path === undefined ? writeToStdout(io, pieces) : writeAtomically(path, pieces));
  if (format === "github") await addJobSummary(report, io);
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
