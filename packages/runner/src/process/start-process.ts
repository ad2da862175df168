import { channel } from "node:diagnostics_channel";
import type { EventEmitter } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Options, ResultPromise } from "execa";
import { findProgram, startable } from "./find-program.ts";
import { type Environment, outsideOf } from "./search-path.ts";
import { whyDecidedByTree } from "./shim.ts";

export interface ProgramStart {
  program: string;
  args: readonly string[];
  cwd: string;
  /** The whole environment of the child: nothing else reaches it. */
  environment: Environment;
  /** A descriptor that is its stdout, in place of a pipe. */
  stdoutFd?: number | undefined;
}

/** A child process, which can also be awaited: that is why it is never the result of a promise alone. */
export type Subprocess = ResultPromise<Options>;

let loaded: typeof import("execa") | undefined;

const loadExeca = async () => {
  loaded ??= await import("execa");
  return loaded.execa;
};

/**
 * Runs a program of the system that ends another which was started here, and waits for it, also while this process exits; gives its exit
 * code. What has started nothing has nothing to end.
 */
export function runAtOnce({ program, args }: Pick<ProgramStart, "program" | "args">): number | undefined {
  return loaded?.execaSync(program, args, { reject: false, stdio: "ignore", windowsHide: true }).exitCode;
}

/**
 * Loads what programs are started with: a tenth of the time in which a model service could be asked, and so only for who starts one. Runners do
 * it before their first, since no file may be left to be opened when many run.
 */
export async function readyToStart(): Promise<void> {
  await loadExeca();
}

/** Node publishes every child process here, before it is spawned. */
const children = channel("child_process");

/**
 * Starts a program in a process group of its own, its streams being pipes. Throws the system's error if there are no
 * descriptors for these (EMFILE, ENFILE); of every other failure the result tells.
 */
export async function startProcess(options: ProgramStart): Promise<{ subprocess: Subprocess }> {
  const execa = await loadExeca();
  const heard = listenForFailure();
  try {
    return { subprocess: start(execa, options) };
  } catch (error) {
    heard.end();
    // It comes right after the call.
    await nextTurn();
    throw heard.failure() ?? error;
  } finally {
    heard.end();
  }
}

/**
 * Hears the error of the child that is spawned next, until `end`: that is to be called before another can be. A child without descriptors has
 * no streams at all, on which execa 9.6 stumbles; and it emits an error for which nobody listens then, which would end this process.
 */
function listenForFailure() {
  let failure: Error | undefined;
  const hear = (message: unknown) => {
    const { process } = message as { process: EventEmitter };
    process.once("error", (error: Error) => {
      failure = error;
    });
  };
  children.subscribe(hear);
  return { failure: () => failure, end: () => children.unsubscribe(hear) };
}

type Execa = Awaited<ReturnType<typeof loadExeca>>;

function start(execa: Execa, { program, args, cwd, environment, stdoutFd }: ProgramStart): Subprocess {
  return execa(program, args, {
    cwd,
    env: definedOnly(environment),
    extendEnv: false,
    detached: true,
    cleanup: false,
    reject: false,
    buffer: false,
    encoding: "buffer",
    stdin: "pipe",
    // It takes any descriptor; its types know the first few.
    stdout: stdoutFd === undefined ? "pipe" : (stdoutFd as 3),
    stderr: "pipe",
    windowsHide: true,
  }) as Subprocess;
}

/**
 * Starts a program that a person goes on with. It has the terminal of this process, or else no streams, and then outlives it.
 * Resolves once it runs, with what resolves when it has ended. Rejects with the system's error if it cannot be started.
 * `cwd` is a real path; no program of the tree around it is found by its name, and no shim is started that files of
 * the tree decide on.
 */
export async function startForPerson(
  { program, args, cwd, environment }: ProgramStart,
  { hasTerminal }: { hasTerminal: boolean },
): Promise<{ ended: Promise<unknown> }> {
  const execa = await loadExeca();
  const outside = outsideOf(cwd, environment);
  const place = { cwd, environment: outside };
  const path = await findProgram(program, place);
  const flaw = path === undefined ? undefined : await whyDecidedByTree(path, place);
  if (flaw) throw new Error(`it ${flaw.says}: ${flaw.remedy}`);
  const found = await startable(program, place);
  if (found === undefined) throw Object.assign(new Error(`${program} is not there`), { code: "ENOENT" });
  const started = execa(found, args, {
    cwd,
    env: definedOnly(outside),
    extendEnv: false,
    detached: !hasTerminal,
    cleanup: false,
    reject: false,
    buffer: false,
    stdio: hasTerminal ? "inherit" : "ignore",
  });
  const ended = started.catch(() => undefined);
  await new Promise<void>((resolve, reject) => {
    started.once("spawn", resolve);
    started.once("error", reject);
  });
  if (!hasTerminal) started.unref();
  return { ended };
}

function definedOnly(environment: ProgramStart["environment"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
