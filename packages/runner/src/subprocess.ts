import { execa, type Options, type ResultPromise } from "execa";
import { signalGroup } from "./process-group.ts";
import { collectOutput, keepTail } from "./process-output.ts";

/** What to start, and its limits. */
export interface SubprocessOptions {
  program: string;
  args: readonly string[];
  cwd: string;
  /** The whole environment of the child: nothing else reaches it. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Written to stdin, which is then closed. */
  stdin: string;
  timeoutMs: number;
  /** Ends the group as SIGTERM does; `forced` kills it at once. */
  signal: AbortSignal;
  forced?: AbortSignal | undefined;
  /** Bytes of stdout after which the process is ended. */
  maxOutputBytes?: number;
  /** Look for the program in `node_modules/.bin` of `cwd` and above before PATH. */
  preferLocal?: boolean;
  /** Called with every whole line of stdout, without its line end. With it, stdout is not kept. */
  onLine?: (line: string) => void;
}

/** How a process ended. The first cause wins: what happens while it is being ended does not count. */
export interface ProcessEnd {
  cause: "exited" | "killed" | "timeout" | "interrupted" | "too-much-output" | "not-found" | "cannot-start";
  exitCode?: number;
  /** The signal that ended it, whoever sent it. */
  signal?: string;
  stdout: string;
  stderr: string;
  durationMs: number;
  /** The system's own words, where it could not be started. */
  problem?: string;
}

/** A reviewer that prints more than this is ended: no review is that long. */
export const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
/** What is kept of stderr: its last megabyte. */
const MAX_STDERR_CHARACTERS = 1024 * 1024;
/** From SIGTERM to SIGKILL. */
const KILL_AFTER_MS = 5_000;
/** How long output may still come after the process itself has exited, while something it left holds the pipe. */
const DRAIN_MS = 1_000;

/**
 * Runs a program in a process group of its own, feeds it stdin and waits until it has ended, whichever way.
 * Never throws for what the program does: the end is a value. Timeout, abort and too much output end the
 * whole group: SIGTERM, and SIGKILL 5 s later. What the program leaves behind when it exits is ended, too.
 */
export async function runSubprocess(options: SubprocessOptions): Promise<ProcessEnd> {
  const { program, args, cwd, timeoutMs, signal, maxOutputBytes = MAX_OUTPUT_BYTES } = options;
  const started = performance.now();
  let cause: ProcessEnd["cause"] | undefined = signal.aborted ? "interrupted" : undefined;
  const stdout = collectOutput(options.onLine);
  const stderr = keepTail(MAX_STDERR_CHARACTERS);
  const finish = (rest: Partial<ProcessEnd>): ProcessEnd => ({
    cause: cause ?? "exited",
    stdout: stdout.end(),
    stderr: stderr.end(),
    durationMs: Math.round(performance.now() - started),
    ...rest,
  });
  if (cause) return finish({});

  let subprocess: ResultPromise<Options>;
  try {
    subprocess = execa(program, args, {
      cwd,
      env: definedOnly(options.environment),
      extendEnv: false,
      preferLocal: options.preferLocal ?? false,
      localDir: cwd,
      detached: true,
      cleanup: false,
      reject: false,
      buffer: false,
      encoding: "buffer",
      stdin: "pipe",
      stdout: "pipe",
      stderr: "pipe",
      windowsHide: true,
    });
  } catch (error) {
    return finish({ cause: "cannot-start", problem: error instanceof Error ? error.message : String(error) });
  }

  const timers: NodeJS.Timeout[] = [];
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    signalGroup(subprocess, "SIGTERM");
    timers.push(setTimeout(() => signalGroup(subprocess, "SIGKILL"), KILL_AFTER_MS));
  };
  const stop = (because: ProcessEnd["cause"]) => {
    cause ??= because;
    end();
  };
  const interrupt = () => stop("interrupted");
  const kill = () => signalGroup(subprocess, "SIGKILL");
  signal.addEventListener("abort", interrupt, { once: true });
  options.forced?.addEventListener("abort", kill, { once: true });
  timers.push(setTimeout(() => stop("timeout"), timeoutMs));

  let received = 0;
  subprocess.stdout?.on("data", (chunk: Buffer) => {
    received += chunk.length;
    if (received > maxOutputBytes) stop("too-much-output");
    else stdout.add(chunk);
  });
  subprocess.stderr?.on("data", (chunk: Buffer) => stderr.add(chunk));
  // A program that exits without reading its input is no error of ours (EPIPE).
  subprocess.stdin?.on("error", () => undefined);
  subprocess.stdin?.end(options.stdin);
  // The streams close only when everything that holds them is gone: a process left behind must not keep us.
  subprocess.once("exit", () => timers.push(setTimeout(end, DRAIN_MS)));

  const result = await subprocess;
  for (const timer of timers) clearTimeout(timer);
  signal.removeEventListener("abort", interrupt);
  options.forced?.removeEventListener("abort", kill);
  if (result.code === "ENOENT") {
    return finish({
      cause: cause ?? "not-found",
      problem: result.originalMessage ?? `${program} was not found`,
    });
  }
  signalGroup(subprocess, "SIGKILL");
  if (cause === undefined && result.exitCode === undefined && result.signal === undefined) {
    return finish({
      cause: "cannot-start",
      problem: result.originalMessage ?? result.shortMessage ?? "it did not start",
    });
  }
  if (cause === undefined && result.signal !== undefined) cause = "killed";
  return finish({ exitCode: result.exitCode, signal: result.signal });
}

function definedOnly(environment: SubprocessOptions["environment"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
