import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Telemetry } from "@review/db";
import { readTelemetry } from "@review/lifecycle";
import { allowedEnvironment } from "../environment.ts";
import type { Ended, Execution } from "../execution.ts";
import { findProgram } from "../find-program.ts";
import { endedBySystem } from "../process-ending.ts";
import type { Runner } from "../runner.ts";
import { runSubprocess } from "../subprocess.ts";

/** A program of the user's own, as the configuration names it. */
export interface ConfiguredRunner {
  /** Program and arguments. */
  command: readonly string[];
  /** How it gets the prompt: on stdin, or in the file that $REVIEW_PROMPT_FILE names. */
  prompt: "stdin" | "file";
  /** Names of environment variables that reach it beside the common allowlist. */
  passEnv: readonly string[];
}

/**
 * The runner for any program that reads the prompt and prints a bundle. It finds the requested model in
 * $REVIEW_MODEL and $REVIEW_EFFORT and may write telemetry JSON to the file named in $REVIEW_TELEMETRY_FILE.
 */
export function configuredRunner(name: string, { command, prompt, passEnv }: ConfiguredRunner): Runner {
  const [program = "", ...args] = command;
  return {
    name,
    usesModel: true,
    canJudge: () => true,
    preflight: async ({ root, environment }) =>
      (await findProgram(program, { cwd: root, environment }))
        ? undefined
        : {
            how: "not-installed",
            message: `the program ${program} of the runner ${name} was not found: install it, or mend runners.${name}.command in review.config.json`,
          },
    execute: async (request, { signal, forced, environment }) => {
      const directory = await mkdtemp(join(tmpdir(), "review-"));
      try {
        const promptFile = join(directory, "prompt.md");
        const telemetryFile = join(directory, "telemetry.json");
        if (prompt === "file") await writeFile(promptFile, request.prompt, { mode: 0o600 });
        const ended = await runSubprocess({
          program,
          args,
          cwd: request.root,
          environment: {
            ...allowedEnvironment(environment, passEnv),
            REVIEW_MODEL: request.model,
            REVIEW_EFFORT: request.effort,
            REVIEW_TELEMETRY_FILE: telemetryFile,
            REVIEW_PROMPT_FILE: prompt === "file" ? promptFile : undefined,
          },
          stdin: prompt === "stdin" ? request.prompt : "",
          timeoutMs: request.timeoutMs,
          signal,
          forced,
        });
        const reported = await readTelemetryFile(telemetryFile);
        const telemetry: Telemetry = { ...reported.telemetry, exitCode: ended.exitCode };
        return {
          ended:
            endedBySystem(name, program, ended, request.timeoutMs) ??
            judgeOutput(name, ended.stdout, ended.exitCode),
          text: ended.stdout,
          telemetry,
          debugLog: [ended.stderr, reported.problem].filter(Boolean).join("\n"),
        } satisfies Execution;
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    },
  };
}

/** An exit code alone decides nothing: a complete bundle counts whatever the code. */
function judgeOutput(name: string, stdout: string, exitCode: number | undefined): Ended {
  if (stdout.trim() !== "") return { how: "completed" };
  const code = exitCode === 0 ? "" : ` and exited with code ${exitCode}`;
  return {
    how: "empty-output",
    message: `${name} printed nothing${code}: try its command by hand with the prompt of --dry-run`,
  };
}

async function readTelemetryFile(path: string): Promise<{ telemetry?: Telemetry; problem?: string }> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
  return readTelemetry(text);
}
