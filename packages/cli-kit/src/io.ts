/** One of the two output streams. */
export interface OutputStream {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Width of the terminal in characters; undefined off a terminal. */
  readonly columns: number | undefined;
}

/** Everything a command may use of the process it runs in. */
export interface Io {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Reads all of standard input. */
  readStdin(): Promise<Uint8Array>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** From the first call on, the first Ctrl-C, SIGTERM or SIGHUP aborts `interrupted`, a second one `forced`. */
  watchSignals(): { interrupted: AbortSignal; forced: AbortSignal };
}

/** The real process. Only this file of the kit touches it. */
export function processIo(): Io {
  return {
    stdout: outputStream(process.stdout),
    stderr: outputStream(process.stderr),
    readStdin: async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
    environment: process.env,
    cwd: process.cwd(),
    watchSignals: () => {
      const interrupted = new AbortController();
      const forced = new AbortController();
      const onSignal = () => (interrupted.signal.aborted ? forced : interrupted).abort();
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
      return { interrupted: interrupted.signal, forced: forced.signal };
    },
  };
}

function outputStream(stream: NodeJS.WriteStream): OutputStream {
  // `review-split gates | head -1` closes our output early: that is no error.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return {
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY === true,
    columns: stream.isTTY ? stream.columns : undefined,
  };
}
