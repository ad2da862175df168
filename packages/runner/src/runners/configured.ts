import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { type ConfiguredRunner, escapeUnclear } from "@review/corpus";
import { describeEnding, watchAnswer } from "../answer/watch-answer.ts";
import type { Ended, Execution } from "../execution.ts";
import { lastLine, toOneLine } from "../one-line.ts";
import { allowedEnvironment } from "../process/environment.ts";
import { PATIENCE } from "../process/patience.ts";
import { makePrivateFolder, notPrepared, removePrivateFolder } from "../process/private-folder.ts";
import { endedBySystem } from "../process/process-ending.ts";
import { collectOutput } from "../process/process-output.ts";
import { createRedactor } from "../process/redact.ts";
import type { Environment } from "../process/search-path.ts";
import { secretValues } from "../process/secrets.ts";
import { readyToStart } from "../process/start-process.ts";
import { type ProcessEnd, runSubprocess } from "../process/subprocess.ts";
import { whyUnstartable } from "../process/unstartable.ts";
import { SEE_LOG } from "../remedy.ts";
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
      const flaw = await whyUnstartable(program, { cwd: root, environment });
      if (flaw) {
        return {
          how: "not-installed",
          message: `the program ${escapeUnclear(program)} of the runner ${escapeUnclear(name)} ${flaw.says}`,
          remedy: [flaw.remedy, `mend runners.${escapeUnclear(name)}.command in review.config.json`],
        };
      }
      try {
        await removePrivateFolder(await makePrivateFolder(environment));
        return undefined;
      } catch (error) {
        return { ...notPrepared(name, error), how: "not-installed" };
      }
    },
    execute: async (request, context) => {
      let files: Files;
      try {
        const prompt = settings.prompt === "file" ? request.prompt : undefined;
        files = await prepareFiles(context.environment, prompt);
      } catch (error) {
        return { ended: notPrepared(name, error), text: "", debugLog: "" };
      }
      try {
        return await executeProgram({ name, settings, request, context, files });
      } finally {
        await removePrivateFolder(files.folder);
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

async function prepareFiles(environment: Environment, prompt: string | undefined): Promise<Files> {
  const folder = await makePrivateFolder(environment);
  const files = { folder, telemetryFile: join(folder, "telemetry.json") };
  if (prompt === undefined) return files;
  const promptFile = join(folder, "prompt.md");
  try {
    await writeFile(promptFile, prompt, { mode: 0o600 });
  } catch (error) {
    await removePrivateFolder(folder);
    throw error;
  }
  return { ...files, promptFile };
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
  const stderr = redactor.everything(process.stderr);
  const { telemetry, problem } = await readTelemetryFile(telemetryFile);
  return {
    ended:
      endedBySystem(name, program, process, request.timeoutMs) ??
      judgeOutput(name, text, { exitCode: process.exitCode, stderr }),
    text,
    redact: redactor.secrets,
    // A program that does not report its effort worked with the one it was given.
    telemetry: {
      effort: request.effort,
      ...telemetry,
      exitCode: process.exitCode,
      ...describeEnding(process, watch.why()),
    },
    debugLog: [stderr, problem].filter(Boolean).join("\n"),
  };
}

/** An exit code alone decides nothing: a complete bundle counts whatever the code. `stderr` is without secrets. */
function judgeOutput(
  name: string,
  stdout: string,
  { exitCode, stderr }: Pick<ProcessEnd, "exitCode" | "stderr">,
): Ended {
  if (stdout.trim() !== "") return { how: "completed" };
  const code = exitCode === 0 ? "" : ` and exited with code ${exitCode}`;
  const last = lastLine(stderr);
  const said = last === undefined ? "" : ` (${toOneLine(last)})`;
  const byHand = "try its command by hand with the prompt of --dry-run";
  return {
    how: "empty-output",
    message: `${name} printed nothing${code}${said}`,
    remedy: last === undefined ? byHand : [byHand, SEE_LOG],
  };
}
