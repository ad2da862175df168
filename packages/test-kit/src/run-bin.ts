import { fileURLToPath } from "node:url";
import { execa } from "execa";

/** What a process printed and how it ended. */
export interface Ran {
  stdout: string;
  stderr: string;
  exitCode: number | undefined;
}

export interface RunOptions {
  cwd: string;
  /** Standard input; empty by default. */
  input?: string | Uint8Array;
  environment?: Record<string, string>;
}

/** The file that starts a command line: the built one, as a user gets it. */
export function binPath(name: "review-split" | "review-nested"): string {
  const folder = name === "review-split" ? "cli-split" : "cli-nested";
  return fileURLToPath(new URL(`../../${folder}/bin/${name}.cjs`, import.meta.url));
}

/** Starts a command line as a process of its own, with nothing of our environment but what programs need to start. */
export async function runBin(
  name: "review-split" | "review-nested",
  args: readonly string[],
  { cwd, input = "", environment = {} }: RunOptions,
): Promise<Ran> {
  return runProgram(process.execPath, [binPath(name), ...args], { cwd, input, environment });
}

/** Starts any program in the same way. */
export async function runProgram(
  program: string,
  args: readonly string[],
  { cwd, input = "", environment = {} }: RunOptions,
): Promise<Ran> {
  const { PATH, SystemRoot } = process.env;
  const { stdout, stderr, exitCode } = await execa(program, args, {
    cwd,
    input,
    env: { PATH, SystemRoot, ...environment },
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
  });
  return { stdout, stderr, exitCode };
}
