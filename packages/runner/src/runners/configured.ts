import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { StringDecoder } from "node:string_decoder";
import type { ConfiguredRunner } from "@review/corpus";
import { errorCode } from "@review/db/guards";
import { describeEnding, watchAnswer } from "../answer/watch-answer.ts";
import type { Ended, Execution, Failure } from "../execution.ts";
import { toOneLine } from "../one-line.ts";
import { allowedEnvironment } from "../process/environment.ts";
import { findProgram } from "../process/find-program.ts";
import { PATIENCE } from "../process/patience.ts";
import { cannotStart, endedBySystem } from "../process/process-ending.ts";
import { collectOutput } from "../process/process-output.ts";
import { createRedactor } from "../process/redact.ts";
import type { Environment } from "../process/search-path.ts";
import { secretValues } from "../process/secrets.ts";
import { readyToStart } from "../process/start-process.ts";
import { runSubprocess } from "../process/subprocess.ts";
import type { ExecuteContext, ReviewRequest, Runner } from "../runner.ts";
import { readTelemetryFile } from "./telemetry-file.ts";

/**
 * The runner for any program that reads the prompt and prints a bundle. It finds the requested model in
 * $REVIEW_MODEL and $REVIEW_EFFORT and may write telemetry JSON to the file named in $REVIEW_TELEMETRY_FILE.
 */
export function configuredRunner(name: string, settings: ConfiguredRunner): Runner {
  const [program = ""] = settings.command;
  return {
    name,
    usesModel: true,
    canJudge: () => true,
    preflight: async ({ root, environment }) => {
      await readyToStart();
      if (!(await findProgram(program, { cwd: root, environment }))) {
        const mend = `install it, or mend runners.${name}.command in review.config.json`;
        return notInstalled(`the program ${program} of the runner ${name} was not found: ${mend}`);
      }
      try {
        await removeFolder((await prepareFiles(temporaryFolder(environment), undefined)).folder);
        return undefined;
      } catch (error) {
        return notInstalled(notPrepared(name, error));
      }
    },
    execute: async (request, context) => {
      let files: Files;
      try {
        const prompt = settings.prompt === "file" ? request.prompt : undefined;
        files = await prepareFiles(temporaryFolder(context.environment), prompt);
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        const shortage = cannotStart(name, { problem, code: errorCode(error) });
        // Whatever the reviewer is asked, the next one's files cannot be written either.
        const failure: Failure = { how: "cannot-start", message: notPrepared(name, error) };
        return { ended: shortage ?? failure, text: "", debugLog: "" };
      }
      try {
        return await executeProgram({ name, settings, request, context, files });
      } finally {
        await removeFolder(files.folder);
      }
    },
  };
}

/** The files of one invocation, in a folder that nobody else can read. */
interface Files {
  folder: string;
  telemetryFile: string;
  promptFile?: string;
}

async function prepareFiles(temporary: string, prompt: string | undefined): Promise<Files> {
  const folder = await mkdtemp(join(temporary, "review-"));
  const files = { folder, telemetryFile: join(folder, "telemetry.json") };
  if (prompt === undefined) return files;
  const promptFile = join(folder, "prompt.md");
  try {
    await writeFile(promptFile, prompt, { mode: 0o600 });
  } catch (error) {
    await removeFolder(folder);
    throw error;
  }
  return { ...files, promptFile };
}

/** What cannot be removed is no reason to lose an answer. */
async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

function notPrepared(name: string, error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `${name} cannot be started, its temporary files cannot be written (${toOneLine(why)}): free some space, or set TMPDIR to a folder that is there`;
}

function notInstalled(message: string): Failure {
  return { how: "not-installed", message };
}

/** Absolute, because the program is started in another folder. */
function temporaryFolder({ TMPDIR }: Environment): string {
  return resolve(TMPDIR || tmpdir());
}

interface Invocation {
  name: string;
  settings: ConfiguredRunner;
  request: ReviewRequest;
  context: ExecuteContext;
  files: Files;
}

async function executeProgram({ name, settings, request, context, files }: Invocation): Promise<Execution> {
  const [program = "", ...args] = settings.command;
  const { environment, signal, forced, patience = PATIENCE } = context;
  const { passEnv, secretEnv } = settings;
  const redactor = createRedactor(secretValues(environment, secretEnv));
  const { promptFile, telemetryFile } = files;
  const watch = watchAnswer(request, patience);
  const output = collectOutput();
  const decoder = new StringDecoder("utf8");
  const process = await runSubprocess({
    program,
    args,
    cwd: request.root,
    environment: {
      ...allowedEnvironment(environment, [...passEnv, ...secretEnv]),
      REVIEW_MODEL: request.model,
      REVIEW_EFFORT: request.effort,
      REVIEW_TELEMETRY_FILE: telemetryFile,
      REVIEW_PROMPT_FILE: promptFile,
    },
    stdin: promptFile === undefined ? request.prompt : "",
    timeoutMs: request.timeoutMs,
    signal,
    forced,
    dismissed: watch.dismissed,
    patience,
    onChunk: (chunk) => {
      output.add(chunk);
      watch.grew(decoder.write(chunk), output.end);
    },
  });
  watch.stop();

  const text = output.end();
  const { telemetry, problem } = await readTelemetryFile(telemetryFile);
  return {
    ended:
      endedBySystem(name, program, process, request.timeoutMs) ?? judgeOutput(name, text, process.exitCode),
    text,
    redact: redactor.secrets,
    // A program that does not report its effort worked with the one it was given.
    telemetry: {
      effort: request.effort,
      ...telemetry,
      exitCode: process.exitCode,
      ...describeEnding(process, watch.why()),
    },
    debugLog: [redactor.everything(process.stderr), problem].filter(Boolean).join("\n"),
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
