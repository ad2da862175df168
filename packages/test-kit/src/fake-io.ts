import { Readable } from "node:stream";
import type { Io } from "@review/cli-kit";

export interface FakeIo {
  io: Io;
  /** What was written so far. */
  out(): string;
  err(): string;
}

/** A process that is none: streams that remember, an environment and a folder as the test wants them. */
export function fakeIo(
  options: {
    /** The width of the terminal; without it there is none. */
    columns?: number;
    /** Whether a service reads stdout as the log of a job. */
    isLog?: boolean;
    cwd?: string;
    environment?: Record<string, string>;
    stdin?: string;
    /** What the person at the terminal types; without it there is nobody. */
    answer?: string;
    /** Who runs it; the one who runs the tests by default. */
    userId?: number;
    /** Why nothing is written to stdout: its disk is full. */
    problem?: string;
    /** Whether a signal has come. */
    isSignalled?: boolean;
    /** Aborted by an exception that nobody caught. */
    crashed?: AbortSignal;
  } = {},
): FakeIo {
  const { columns, cwd = "/", environment = {}, stdin = "", answer, userId = process.geteuid?.() } = options;
  const written = { out: "", err: "" };
  const stream = (name: "out" | "err") => ({
    write: (text: string) => {
      written[name] += text;
    },
    drained: async () => {},
    isClosed: false,
    problem: undefined,
    isTTY: columns !== undefined,
    columns,
  });
  const { signal } = new AbortController();
  const { problem, isLog = false, isSignalled = false, crashed = signal } = options;
  return {
    io: {
      stdout: { ...stream("out"), problem, isLog },
      stderr: stream("err"),
      stdin: Readable.from([Buffer.from(stdin)]),
      ask: async () => answer,
      environment,
      cwd,
      userId,
      nodeVersion: process.versions.node,
      self: { pid: process.pid, host: "this-machine" },
      isAlive: (pid) => pid === process.pid,
      watchSignals: () => ({ interrupted: signal, forced: signal }),
      unwatched: (work) => work(),
      isSignalled,
      crashed,
    },
    out: () => written.out,
    err: () => written.err,
  };
}
