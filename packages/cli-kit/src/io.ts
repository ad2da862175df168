import { hostname } from "node:os";
import type { Readable } from "node:stream";
import { EXIT } from "./exit-codes.ts";

/** One of the two output streams. */
export interface OutputStream {
  write(text: string): void;
  /** Resolves when all that was written has been taken, or never will be: whoever writes much waits for it. */
  drained(): Promise<void>;
  /** Whether its reader has gone, as a write has found out: what is written now is lost. */
  readonly isClosed: boolean;
  readonly isTTY: boolean;
  /** Width of the terminal in characters; undefined off a terminal. */
  readonly columns: number | undefined;
}

/** Everything a command may use of the process it runs in. */
export interface Io {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Standard input; `readInput` reads it as a whole. */
  readonly stdin: Readable;
  /** Asks the person at the terminal and returns the line typed; undefined if there is nobody to ask. */
  ask(question: string): Promise<string | undefined>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Who runs this; undefined on a system without user ids. */
  readonly userId: number | undefined;
  /** Version of Node.js, e.g. `20.19.0`. */
  readonly nodeVersion: string;
  /** This very process. */
  readonly self: { readonly pid: number; readonly host: string };
  /** Whether a process of this machine is there. */
  isAlive(pid: number): boolean;
  /** From the first call on, the first Ctrl-C, SIGTERM or SIGHUP aborts `interrupted`, a second one `forced`. */
  watchSignals(): { interrupted: AbortSignal; forced: AbortSignal };
}

/** The real process. Only this file of the kit touches it. */
export function processIo(): Io {
  return {
    stdout: outputStream(process.stdout),
    stderr: outputStream(process.stderr),
    // Only whoever wants it: Node opens it when it is asked for.
    get stdin() {
      return process.stdin;
    },
    ask: async (question) =>
      process.stdin.isTTY && process.stderr.isTTY
        ? (await import("./output/ask.ts")).askLine(question, {
            input: process.stdin,
            output: process.stderr,
          })
        : undefined,
    environment: process.env,
    cwd: process.cwd(),
    userId: process.geteuid?.(),
    nodeVersion: process.versions.node,
    self: { pid: process.pid, host: hostname() },
    isAlive,
    watchSignals: () => {
      const interrupted = new AbortController();
      const forced = new AbortController();
      const onSignal = () => (interrupted.signal.aborted ? forced : interrupted).abort();
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
      return { interrupted: interrupted.signal, forced: forced.signal };
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there and somebody else's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function outputStream(stream: NodeJS.WriteStream): OutputStream {
  let isClosed = false;
  stream.on("error", ({ code, message }: NodeJS.ErrnoException) => {
    // `review-split gates | head -1` closes our output early: that is no error.
    isClosed ||= code === "EPIPE";
    if (code === "EPIPE") return;
    if (stream !== process.stderr) process.stderr.write(`error: the output cannot be written: ${message}\n`);
    process.exit(EXIT.environment);
  });
  return {
    write: (text) => void stream.write(text),
    // Called after all earlier ones, and also if the stream has failed.
    drained: () => new Promise((resolve) => stream.write("", () => resolve())),
    get isClosed() {
      return isClosed;
    },
    isTTY: stream.isTTY === true,
    // Asked for each time: a terminal can be resized.
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
  };
}
