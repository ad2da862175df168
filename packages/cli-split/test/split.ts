import { checkPrinted } from "@review/test-kit/documents.ts";
import { type Ran, type RunOptions, runBin } from "@review/test-kit/run-bin.ts";

/** Runs `review-split` in a folder. */
export async function split(
  cwd: string,
  args: readonly string[],
  options: Omit<RunOptions, "cwd"> = {},
): Promise<Ran> {
  const ran = await runBin("review-split", args, { cwd, ...options });
  checkPrinted("SplitDocuments", args, ran.stdout);
  return ran;
}

/** Who reviews, for `create`. */
export const REVIEWER = ["--runner", "agent", "--model", "opus"];

/** Creates a run and gives its id. */
export async function createRun(cwd: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await split(cwd, ["create", ...args, ...REVIEWER]);
  if (!/^\d+\n$/.test(stdout)) throw new Error(`no run was created: ${stderr}`);
  return stdout.trim();
}
