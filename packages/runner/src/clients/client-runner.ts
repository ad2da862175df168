import { describeEnding, watchAnswer } from "../answer/watch-answer.ts";
import type { Ended, Execution, Failure } from "../execution.ts";
import { PATIENCE } from "../process/patience.ts";
import { notPrepared } from "../process/private-folder.ts";
import { saidNothing } from "../process/process-ending.ts";
import { createRedactor, type Redactor } from "../process/redact.ts";
import { type Environment, outsideOf } from "../process/search-path.ts";
import { secretValues } from "../process/secrets.ts";
import { readyToStart } from "../process/start-process.ts";
import { runSubprocess } from "../process/subprocess.ts";
import type { ExecuteContext, ReviewRequest, Runner } from "../runner.ts";
import type { Client, ClientCommand, ClientReader, ClientSettings } from "./client.ts";
import { clientEnvironment } from "./client-environment.ts";
import { collectDebugLog } from "./debug-log.ts";
import { findClient } from "./find-client.ts";
import { type PreparedCommand, prepareCommand } from "./prepare-command.ts";
import { notInstalled, notUnderstood } from "./process-failure.ts";
import { readSessionFile } from "./session-file.ts";
import { WITHOUT_GIT } from "./without-git.ts";

/** What is kept of a client's events, and of its stderr: together no more than the ledger keeps of a debug log. */
const MAX_EVENT_CHARACTERS = 512 * 1024;
const MAX_STDERR_CHARACTERS = 448 * 1024;

/**
 * Makes a runner of a client: finds its program (by its name alone never in the tree), hands on no more of the environment than it needs, feeds its
 * reader, and keeps secrets out of what is kept. An execution is a value however the client behaves.
 */
export function clientRunner(client: Client, settings: ClientSettings = {}): Runner {
  const placeIn = (root: string, environment: Environment) => {
    return { cwd: root, environment: outsideOf(root, environment) };
  };
  return {
    name: client.name,
    usesModel: true,
    resumes: client.resumes,
    opensFiles: client.opensFiles ?? true,
    canJudge: () => true,
    preflight: async ({ root, environment }) => {
      await readyToStart();
      const { flaw } = await findClient(client, settings, placeIn(root, environment));
      return flaw && notInstalled(client, settings.path, flaw);
    },
    execute: async (request, context) => {
      const place = placeIn(request.root, context.environment);
      const { path, flaw } = await findClient(client, settings, place);
      if (path === undefined || flaw) return notStarted(notInstalled(client, settings.path, flaw));
      const environment = clientEnvironment(client, settings, outsideOf(request.root, context.environment));
      let prepared: PreparedCommand;
      try {
        const given = { settings, environment, ours: context.environment };
        prepared = await prepareCommand(client, request, given);
      } catch (error) {
        return notStarted(notPrepared(client.program, error));
      }
      try {
        const { command } = prepared;
        return await executeClient({
          client,
          settings,
          program: path,
          environment,
          command,
          request,
          context,
        });
      } finally {
        await prepared.remove();
      }
    },
  };
}

function notStarted(ended: Failure): Execution {
  return { ended, text: "", debugLog: "" };
}

interface Invocation {
  client: Client;
  settings: ClientSettings;
  program: string;
  environment: Record<string, string>;
  command: ClientCommand;
  request: ReviewRequest;
  context: ExecuteContext;
}

async function executeClient({
  client,
  settings,
  program,
  environment,
  command,
  request,
  context,
}: Invocation): Promise<Execution> {
  const { signal, forced, patience = PATIENCE, onProgress } = context;
  const redactor = createRedactor(secretValues(context.environment, settings.secretEnv));
  const log = collectDebugLog(MAX_EVENT_CHARACTERS);
  const reader = client.reader(request, settings);
  const watch = watchAnswer(request, patience);
  const done = new AbortController();
  let hasSpoken = false;

  // In a folder of its own it sees nothing of the repository.
  const seesGit = settings.isolated === false || command.cwd !== undefined;
  const exit = await runSubprocess({
    program,
    args: command.args,
    cwd: command.cwd ?? request.root,
    environment: { ...environment, ...command.environment, ...(seesGit ? {} : WITHOUT_GIT) },
    stdin: command.stdin,
    stdoutFile: command.stdoutFile,
    keepStdinUntil: command.keepStdin ? done.signal : undefined,
    timeoutMs: request.timeoutMs,
    signal,
    forced,
    dismissed: watch.dismissed,
    patience,
    onLine: (line) => {
      const { progress, log: entry, understood, answer, finished } = reader.line(line);
      if (entry !== undefined) log.add(redactor.everything(entry));
      if (progress) onProgress?.({ ...progress, text: redactor.secrets(progress.text) });
      hasSpoken ||= line.trim() !== "";
      if (line.trim() !== "") watch.printed(understood);
      if (answer !== undefined) watch.grew(answer, reader.answer);
      if (!finished) return;
      done.abort();
      watch.finished();
    },
  });
  watch.stop();
  const problem = await readSession(reader, environment);
  if (problem !== undefined) log.add(redactor.everything(problem));

  const why = watch.why();
  const { ended: read, text, telemetry } = reader.end(exit);
  // It tells of its start at once: of its service it has not come to ask anything.
  const isSilent = read.how === "timeout" && !hasSpoken;
  const ended = isSilent ? saidNothing(client.program, request.timeoutMs) : read;
  const stderr = redactor.everything(exit.stderr).slice(-MAX_STDERR_CHARACTERS);
  return {
    ended: redactEnded(redactor, why === "not-understood" ? notUnderstood(client) : ended),
    text,
    redact: redactor.secrets,
    telemetry: { ...telemetry, ...describeEnding(exit, why) },
    debugLog: [log.text(), stderr.trim() === "" ? "" : `--- stderr ---\n${stderr}`]
      .filter(Boolean)
      .join("\n"),
  };
}

/** The client's own record of the session tells more, but a review does not fail for want of it. */
async function readSession(reader: ClientReader, environment: Environment): Promise<string | undefined> {
  const file = reader.sessionFile?.(environment);
  if (!file) return undefined;
  try {
    const found = await readSessionFile(file, (line) => reader.sessionLine?.(line));
    return found ? undefined : `no session file ${file.prefix}*${file.suffix} below ${file.directory}`;
  } catch (error) {
    return `the session file could not be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function redactEnded(redactor: Redactor, ended: Ended): Ended {
  return ended.how === "completed" ? ended : { ...ended, message: redactor.everything(ended.message) };
}
