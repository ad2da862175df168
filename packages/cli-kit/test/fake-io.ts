import type { Io } from "../src/io.ts";

export interface FakeIo {
  io: Io;
  /** What was written so far. */
  out(): string;
  err(): string;
}

/** A process that is none: streams that remember, an environment and a folder as the test wants them. */
export function fakeIo({
  columns,
  ...options
}: { columns?: number; cwd?: string; environment?: Record<string, string>; stdin?: string } = {}): FakeIo {
  const written = { out: "", err: "" };
  const stream = (name: "out" | "err") => ({
    write: (text: string) => {
      written[name] += text;
    },
    isTTY: columns !== undefined,
    columns,
  });
  const { signal } = new AbortController();
  return {
    io: {
      stdout: stream("out"),
      stderr: stream("err"),
      readStdin: async () => Buffer.from(options.stdin ?? ""),
      environment: options.environment ?? {},
      cwd: options.cwd ?? "/",
      watchSignals: () => ({ interrupted: signal, forced: signal }),
    },
    out: () => written.out,
    err: () => written.err,
  };
}
