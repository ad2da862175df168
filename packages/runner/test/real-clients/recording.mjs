import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * What a client left: its output, and codex's own record of the session.
 * @typedef {{
 *   stdout: string[],
 *   stderr: string,
 *   session: string[],
 *   exitCode: number | null,
 *   signal: string | null,
 * }} Recording
 *
 * How a transcript was made; `<repo>`, `<home>` and `<base-url>` in arguments and environment stand for what changes.
 * @typedef {{
 *   argv: string[],
 *   env: Record<string, string>,
 *   signal?: NodeJS.Signals,
 *   exit_code: number | null,
 *   exit_signal: string | null,
 * }} RecordingMeta
 */

/**
 * @param {string} client
 * @param {string} transcript
 * @returns {{ meta: RecordingMeta, recording: Recording }}
 */
export function readTranscript(client, transcript) {
  const folder = fileURLToPath(new URL(`../transcripts/${client}/${transcript}/`, import.meta.url));
  const read = (/** @type {string} */ name) => {
    const path = join(folder, name);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  };
  /** @type {RecordingMeta} */
  const meta = JSON.parse(read("meta.json"));
  return {
    meta,
    recording: {
      stdout: toLines(read("stdout.jsonl")),
      stderr: read("stderr.txt"),
      session: toLines(read("session.jsonl")),
      exitCode: meta.exit_code,
      signal: meta.exit_signal,
    },
  };
}

/**
 * The only session that codex has recorded in a home of its own; nothing for claude, whose record nobody reads.
 * @param {string} codexHome
 */
export function readSession(codexHome) {
  const folder = join(codexHome, "sessions");
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  const name = names.find((candidate) => candidate.endsWith(".jsonl"));
  return name === undefined ? [] : toLines(readFileSync(join(folder, name), "utf8"));
}

/** @param {string} text */
export function toLines(text) {
  return text.split("\n").filter(Boolean);
}
