import { terminalWidth } from "./terminal-width.ts";

/** One of the two output streams. */
export interface OutputStream {
  write(text: string): void;
  /** Resolves when all that was written has been taken, or never will be: whoever writes much waits for it. */
  drained(): Promise<void>;
  /** Whether nobody takes what is written any more, as a write has found out: it is lost. */
  readonly isClosed: boolean;
  /** Why, if not because its reader has gone (`| head -1`), which is no error. */
  readonly problem: string | undefined;
  readonly isTTY: boolean;
  /** Width of the terminal in characters; undefined off a terminal. */
  readonly columns: number | undefined;
  /** Whether a service reads it as the log of a job, and obeys commands in it. Default: false. */
  readonly isLog?: boolean;
}

/** An output stream that can be told from outside that it is lost. */
export interface LosableStream extends OutputStream {
  lose(error: NodeJS.ErrnoException): void;
}

/**
 * The stream as commands see it. The first write that fails closes it for good, so that no later text stands where
 * the lost one should be; `onLost` is told once. `isLog`: see there.
 */
export function outputStream(
  stream: NodeJS.WriteStream,
  onLost: (error: NodeJS.ErrnoException) => void,
  isLog = false,
): LosableStream {
  let lost: NodeJS.ErrnoException | undefined;
  const lose = (error: NodeJS.ErrnoException) => {
    if (lost) return;
    lost = error;
    onLost(error);
  };
  stream.on("error", lose);
  return {
    lose,
    write: (text) => {
      if (!lost) stream.write(text);
    },
    // Called after all earlier ones, and also if the stream has failed.
    drained: async () => {
      if (!lost) await new Promise<void>((resolve) => stream.write("", () => resolve()));
    },
    get isClosed() {
      return lost !== undefined;
    },
    get problem() {
      return lost && lost.code !== "EPIPE" ? lost.message : undefined;
    },
    isTTY: stream.isTTY === true,
    isLog,
    // Asked for each time: a terminal can be resized.
    get columns() {
      return stream.isTTY ? terminalWidth(stream.columns) : undefined;
    },
  };
}
