import { setMaxListeners } from "node:events";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { errorCode } from "@review/db/guards";
import { startable } from "./find-program.ts";
import { type GrowingFile, makeGrowingFile } from "./growing-file.ts";
import { whyInterrupted } from "./interrupted.ts";
import { MAX_OUTPUT_BYTES } from "./output-limit.ts";
import { PATIENCE, type Patience } from "./patience.ts";
import { expectGroup, signalGroup } from "./process-group.ts";
import { collectOutput, keepTail } from "./process-output.ts";
import { type ProgramStart, type Subprocess, startProcess } from "./start-process.ts";

export interface SubprocessOptions extends Omit<ProgramStart, "stdoutFd"> {
  /** Written to stdin, which is then closed. */
  stdin: string;
  /** Keeps stdin open until this is aborted, or the process has ended. */
  keepStdinUntil?: AbortSignal | undefined;
  timeoutMs: number;
  /** Ends the group as SIGTERM does; `forced` kills it at once. */
  signal: AbortSignal;
  forced?: AbortSignal | undefined;
  /** Ends the group when whoever started it has no more use for it. */
  dismissed?: AbortSignal | undefined;
  /** Default: PATIENCE. */
  patience?: Patience | undefined;
  /** Bytes of stdout after which the process is ended. */
  maxOutputBytes?: number;
  /**
   * A path, of no file yet, that its stdout goes through, for programs that exit before their reader has taken what a pipe does not
   * hold. Whoever names it removes the file.
   */
  stdoutFile?: string | undefined;
  /** Called with every whole line of stdout, without its line end; must not throw. With it, stdout is not kept. */
  onLine?: (line: string) => void;
  /** Called with stdout as it comes; must not throw. With it, stdout is not kept, and there is no `onLine`. */
  onChunk?: (chunk: Buffer) => void;
}

/** How a process ended. The first cause wins: what happens while it is being ended does not count. */
export interface ProcessEnd {
  cause:
    | "exited"
    | "killed"
    | "timeout"
    | "interrupted"
    | "dismissed"
    | "too-much-output"
    | "not-found"
    | "cannot-start";
  exitCode?: number;
  /** The signal that ended it, whoever sent it. */
  signal?: string;
  stdout: string;
  stderr: string;
  durationMs: number;
  /** The system's own words, where it could not be started; what interrupted it, if that was no person. */
  problem?: string | undefined;
  /** The system's code, where it could not be started, e.g. `EMFILE`. */
  code?: string | undefined;
}

/** What is kept of stderr: its last megabyte. */
const MAX_STDERR_CHARACTERS = 1024 * 1024;
/** A longer timer fires at once (Node keeps its delay in 31 bits). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Runs a program in a process group of its own, feeds it stdin and waits until it has ended, whichever way.
 * Never throws for what the program does: the end is a value. Timeout, abort, dismissal and too much
 * output end the whole group: SIGTERM, and SIGKILL after `patience`. What the program leaves behind when it exits is ended, too;
 * what has left its group is not, but is not waited for either.
 */
export async function runSubprocess(options: SubprocessOptions): Promise<ProcessEnd> {
  const { signal, forced, dismissed, keepStdinUntil } = options;
  const { maxOutputBytes = MAX_OUTPUT_BYTES, patience = PATIENCE } = options;
  const started = performance.now();
  const stdout = collectOutput(options.onLine);
  const stderr = keepTail(MAX_STDERR_CHARACTERS);
  const finish = (end: Pick<ProcessEnd, "cause"> & Partial<ProcessEnd>): ProcessEnd => ({
    stdout: stdout.end(),
    stderr: stderr.end(),
    durationMs: Math.round(performance.now() - started),
    ...end,
  });
  const wasInterrupted = () => {
    const by = forced?.aborted && !signal.aborted ? forced : signal;
    return { cause: "interrupted", problem: whyInterrupted(by) } as const;
  };
  if (signal.aborted || forced?.aborted) return finish(wasInterrupted());

  const program = await startable(options.program, options);
  if (program === undefined)
    return finish({ cause: "not-found", problem: `${options.program} is not there` });
  const group = expectGroup();
  let subprocess: Subprocess;
  let file: GrowingFile | undefined;
  try {
    if (options.stdoutFile !== undefined) file = await makeGrowingFile(options.stdoutFile);
    ({ subprocess } = await startProcess({ ...options, program, stdoutFd: file?.fd }));
  } catch (error) {
    await file?.end();
    group.release();
    const problem = error instanceof Error ? error.message : String(error);
    return finish({ cause: "cannot-start", problem, code: errorCode(error) });
  }
  group.keep(subprocess);

  let received = 0;
  const take = (chunk: Buffer) => {
    received += chunk.length;
    if (received > maxOutputBytes) stop("too-much-output");
    else if (options.onChunk) options.onChunk(chunk);
    else stdout.add(chunk);
  };
  if (file) file.follow(take);
  else subprocess.stdout?.on("data", take);
  subprocess.stderr?.on("data", (chunk: Buffer) => stderr.add(chunk));
  // A program that exits without reading its input is no error of ours (EPIPE).
  subprocess.stdin?.on("error", () => undefined);
  const closeStdin = () => void subprocess.stdin?.end();
  subprocess.stdin?.write(options.stdin);
  if (keepStdinUntil) keepStdinUntil.addEventListener("abort", closeStdin, { once: true });
  else closeStdin();

  const timers: NodeJS.Timeout[] = [];
  const after = (ms: number, act: () => void) => timers.push(setTimeout(act, Math.min(ms, LONGEST_TIMER_MS)));
  let stopped: ProcessEnd["cause"] | undefined;
  let hasExited = false;
  // The streams close only when everything that holds them is gone; a process out of our reach must not keep us.
  const letGo = () => {
    subprocess.stdout?.destroy();
    subprocess.stderr?.destroy();
  };
  const kill = () => {
    signalGroup(subprocess, "SIGKILL");
    after(patience.drainMs, letGo);
  };
  const end = () => {
    if (signalGroup(subprocess, "SIGTERM")) after(patience.killMs, kill);
    else letGo();
  };
  const stop = (cause: ProcessEnd["cause"]) => {
    if (stopped !== undefined || hasExited) return;
    stopped = cause;
    end();
  };
  const interrupt = () => stop("interrupted");
  const dismiss = () => stop("dismissed");
  const force = () => {
    interrupt();
    kill();
  };
  // One for each subprocess at a time, and Node.js would warn of a leak at the eleventh.
  setMaxListeners(0, signal, ...(forced ? [forced] : []));
  signal.addEventListener("abort", interrupt, { once: true });
  forced?.addEventListener("abort", force, { once: true });
  dismissed?.addEventListener("abort", dismiss, { once: true });
  // It may have come while the process was being started.
  if (forced?.aborted) force();
  else if (signal.aborted) interrupt();
  after(options.timeoutMs, () => stop("timeout"));
  subprocess.once("exit", () => {
    hasExited = true;
    after(patience.drainMs, end);
  });

  const result = await subprocess;
  group.release();
  await file?.end();
  for (const timer of timers) clearTimeout(timer);
  signal.removeEventListener("abort", interrupt);
  forced?.removeEventListener("abort", force);
  dismissed?.removeEventListener("abort", dismiss);
  keepStdinUntil?.removeEventListener("abort", closeStdin);
  if (subprocess.pid === undefined) {
    const problem = result.originalMessage ?? result.shortMessage ?? "it did not start";
    const cause = isMissing(options, result.code) ? "not-found" : "cannot-start";
    return finish({ cause, problem, code: result.code });
  }
  const { exitCode, signal: endedBy } = result;
  const byItself = endedBy === undefined ? "exited" : "killed";
  const cause = stopped ?? (received > maxOutputBytes ? "too-much-output" : byItself);
  return finish({ ...(cause === "interrupted" ? wasInterrupted() : { cause }), exitCode, signal: endedBy });
}

/** The system says ENOENT also for a missing folder and for a script whose interpreter is missing. */
function isMissing({ program, cwd }: SubprocessOptions, code: string | undefined): boolean {
  const isThere = /[\\/]/.test(program) && existsSync(resolve(cwd, program));
  return code === "ENOENT" && existsSync(cwd) && !isThere;
}
