import { runCli } from "@review/cli-kit";
import { checkPrinted } from "@review/test-kit/documents.ts";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import type { Ran, RunOptions } from "@review/test-kit/run-bin.ts";
import { commands } from "../src/commands.ts";

/** Runs `review-nested` within this process, by somebody who trusts the tree. */
export async function nestedHere(
  cwd: string,
  args: readonly string[],
  { environment = {}, columns }: Omit<RunOptions, "cwd"> & { columns?: number } = {},
): Promise<Ran> {
  const { io, out, err } = fakeIo({ cwd, environment, ...(columns !== undefined && { columns }) });
  const exitCode = await runCli(
    { name: "review-nested", describe: "", version: "0.0.0", commands },
    [...args, "--trust"],
    io,
  );
  checkPrinted("NestedDocuments", args, out());
  return { stdout: out(), stderr: err(), exitCode };
}
