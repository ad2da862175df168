import { type FileHandle, open } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

/** A file that another process writes. */
export interface GrowingFile {
  /** What that process is to write to: it is started with this as its stdout. */
  fd: number;
  /** Hands on what is written, as it comes, until `end`. */
  follow(take: (chunk: Buffer) => void): void;
  /** Hands on the rest, and closes the file. Rejects with what kept it from being read. */
  end(): Promise<void>;
}

const LOOK_EVERY_MS = 50;
const CHUNK_BYTES = 64 * 1024;

/** Makes a file that only its owner may read; throws the system's error, also where there is one. */
export async function makeGrowingFile(path: string): Promise<GrowingFile> {
  const file = await open(path, "wx+", 0o600);
  const ended = new AbortController();
  let following: Promise<void> = Promise.resolve();
  return {
    fd: file.fd,
    follow: (take) => {
      following = followUntil(ended.signal, file, take);
      // Whoever ends it is told.
      following.catch(() => undefined);
    },
    end: async () => {
      ended.abort();
      try {
        await following;
      } finally {
        await file.close();
      }
    },
  };
}

async function followUntil(
  ended: AbortSignal,
  file: FileHandle,
  take: (chunk: Buffer) => void,
): Promise<void> {
  let position = 0;
  const readOn = async () => {
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      take(buffer.subarray(0, bytesRead));
    }
  };
  while (!ended.aborted) {
    await readOn();
    await wait(LOOK_EVERY_MS, undefined, { signal: ended }).catch(() => undefined);
  }
  await readOn();
}
