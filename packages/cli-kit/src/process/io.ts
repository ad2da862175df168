import { closeSync, fstatSync } from "node:fs";
import { hostname } from "node:os";
import type { Readable } from "node:stream";
import { isatty } from "node:tty";
import { errorCode } from "@review/db/guards";
import { EXIT } from "../errors/exit-codes.ts";
import { withoutDirectory } from "../errors/working-directory.ts";
import { createInterrupter, type Interrupter, type Interruption } from "./interruption.ts";
import { type OutputStream, outputStream } from "./output-stream.ts";
import { isReadAsLog, withoutCommands } from "./without-commands.ts";

export type { OutputStream };

/** Everything a command may use of the process it runs in. */
export interface Io {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Standard input; `readInput` reads it as a whole. */
  readonly stdin: Readable;
  /** Asks the person at the terminal and returns the line typed; undefined if there is nobody to ask. */
  ask(question: string): Promise<string | undefined>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The current folder. Throws WorkingDirectoryError where it has been removed. */
  readonly cwd: string;
  /** Who runs this; undefined on a system without user ids. */
  readonly userId: number | undefined;
  /** Version of Node.js, e.g. `20.19.0`. */
  readonly nodeVersion: string;
  /** This very process. */
  readonly self: { readonly pid: number; readonly host: string };
  /** Whether a process of this machine is there. */
  isAlive(pid: number): boolean;
  /**
   * From the first call on, the first Ctrl-C, SIGTERM, SIGHUP or SIGQUIT interrupts, a second one forces. An answer
   * that nobody can be told interrupts, too.
   */
  watchSignals(): Interruption;
  /**
   * Does what takes long in one go, and where a signal may end the process at once, as before `watchSignals`: nobody would hear of it
   * meanwhile. Nothing else is to be at work then.
   */
  unwatched<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Whether one of those signals came. */
  readonly isSignalled: boolean;
  /** Aborted by an exception of ours that nobody caught, its reason; what runs is then killed. */
  readonly crashed: AbortSignal;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;
/** How long a process may live after such an exception, in milliseconds. */
const AFTER_CRASH_MS = 10_000;

/** The real process. Only this file of the kit touches it. */
export function processIo(): Io {
  const interrupter = createInterrupter();
  const isLog = isReadAsLog(process.argv, process.env);
  const loseOutput = ({ message }: Error) =>
    interrupter.stop(new Error(`the output cannot be written: ${message}`));
  const stdout = outputStream(process.stdout, loseOutput, isLog);
  // Talk may be lost; but what a closed terminal or pipe does not take from stderr it will not take from stdout either.
  const talk = outputStream(process.stderr, (error) => {
    if (isSameFile(process.stdout.fd, process.stderr.fd)) stdout.lose(error);
  });
  closeGoneTerminals();
  return {
    stdout,
    stderr: isLog ? withoutCommands(talk) : talk,
    // Only whoever wants it: Node opens it when it is asked for.
    get stdin() {
      return process.stdin;
    },
    ask: async (question) =>
      process.stdin.isTTY && process.stderr.isTTY
        ? (await import("./ask.ts")).askLine(question, {
            input: process.stdin,
            output: process.stderr,
          })
        : undefined,
    environment: process.env,
    userId: process.geteuid?.(),
    // Only when it is asked for: `--help` needs none.
    get cwd() {
      return workingDirectory();
    },
    nodeVersion: process.versions.node,
    self: { pid: process.pid, host: hostname() },
    isAlive,
    watchSignals: () => {
      for (const signal of SIGNALS) process.on(signal, interrupter.signalled);
      return interrupter;
    },
    unwatched: async (work) => {
      const watched = SIGNALS.filter((signal) => process.listeners(signal).includes(interrupter.signalled));
      for (const signal of watched) process.off(signal, interrupter.signalled);
      try {
        return await work();
      } finally {
        for (const signal of watched) process.on(signal, interrupter.signalled);
      }
    },
    get isSignalled() {
      return interrupter.isSignalled;
    },
    crashed: watchCrashes(interrupter),
  };
}

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch (error) {
    throw withoutDirectory(error) ?? error;
  }
}

/** An exception that nobody caught, a rejection, or an end before the command's own: kills what runs, and lets the command fail its runs for a moment. */
function watchCrashes({ kill }: Pick<Interrupter, "kill">): AbortSignal {
  const crash = new AbortController();
  process.on("uncaughtException", (error) => {
    process.exitCode = EXIT.bug;
    crash.abort(error);
    kill(new Error(`a bug of review: ${error.message}`));
    setTimeout(() => process.exit(EXIT.bug), AFTER_CRASH_MS).unref();
  });
  process.on("beforeExit", () => {
    // A library never called back, say. An end without a word would be taken for success.
    if (process.exitCode === undefined) throw new Error("the command waits for what will never come");
  });
  return crash.signal;
}

/**
 * Closes at the end what was a terminal and is none any more. Node would try to give it its settings back, and
 * abort because that fails (`ResetStdio`): our exit code would be lost.
 */
function closeGoneTerminals(): void {
  const terminals = [0, 1, 2].filter((descriptor) => isatty(descriptor));
  process.on("exit", () => {
    for (const descriptor of terminals) if (!isatty(descriptor)) closeSync(descriptor);
  });
}

function isSameFile(a: number, b: number): boolean {
  const [{ dev, ino }, other] = [fstatSync(a, { bigint: true }), fstatSync(b, { bigint: true })];
  return dev === other.dev && ino === other.ino;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there and somebody else's.
    return errorCode(error) === "EPERM";
  }
}
