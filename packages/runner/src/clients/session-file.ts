import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { collectOutput } from "../process/process-output.ts";
import type { SessionFile } from "./client.ts";

/** More of a session's record is not read: what matters stands at the beginning of its lines. */
const MAX_SESSION_BYTES = 64 * 1024 * 1024;

/**
 * Reads a client's own record of one session line by line, the newest folders first. No other file is opened.
 * Returns false if there is none; throws if it cannot be read.
 */
export async function readSessionFile(file: SessionFile, onLine: (line: string) => void): Promise<boolean> {
  const path = await findSessionFile(file, file.directory, file.depth);
  if (path === undefined) return false;
  const lines = collectOutput(onLine);
  for await (const chunk of createReadStream(path, { end: MAX_SESSION_BYTES - 1 })) lines.add(chunk);
  lines.end();
  return true;
}

async function findSessionFile(
  file: SessionFile,
  directory: string,
  depth: number,
): Promise<string | undefined> {
  const entries = await listNewestFirst(directory);
  if (depth === 0) {
    const name = entries.find((name) => name.startsWith(file.prefix) && name.endsWith(file.suffix));
    return name && join(directory, name);
  }
  for (const name of entries) {
    const found = await findSessionFile(file, join(directory, name), depth - 1);
    if (found) return found;
  }
  return undefined;
}

/** Names that are dates sort by time. What is no folder, or not ours to read, has no entries. */
async function listNewestFirst(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).sort().reverse();
  } catch {
    return [];
  }
}
