import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * What a client left: its output, and codex's own record of the session; how it was started.
 * @typedef {{
 *   argv?: string[],
 *   stdout: string,
 *   stderr: string,
 *   session: string,
 *   exitCode: number | null,
 *   signal: string | null,
 *   requests: number,
 * }} Recording
 *
 * How a transcript was made; `<repo>`, `<home>` and `<base-url>` in arguments and environment stand for what changes.
 * @typedef {{
 *   argv: string[],
 *   env: Record<string, string>,
 *   note: string,
 *   signal?: NodeJS.Signals,
 *   exit_code: number | null,
 *   exit_signal: string | null,
 *   requests: number,
 * }} RecordingMeta
 * @typedef {Pick<RecordingMeta, "argv" | "env" | "note" | "signal">} StartMeta
 * @typedef {{ client: import("../../../../scripts/clients/client-versions.mjs").ClientName, version: string, transcript: string }} TranscriptName
 */

/** Longer strings of a session record are the client's own instructions and lists, and are not kept. */
const LONGEST_KEPT = 1000;

/** @param {TranscriptName} name */
export function hasTranscript(name) {
  return existsSync(folderOf(name));
}

/**
 * @param {TranscriptName} name
 * @returns {{ meta: RecordingMeta, recording: Recording }}
 */
export function readTranscript(name) {
  const read = (/** @type {string} */ file) => {
    const path = join(folderOf(name), file);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  };
  /** @type {RecordingMeta} */
  const meta = JSON.parse(read("meta.json"));
  return {
    meta,
    recording: {
      stdout: read("stdout.jsonl") + read("stdout.txt"),
      stderr: read("stderr.txt"),
      session: read("session.jsonl"),
      exitCode: meta.exit_code,
      signal: meta.exit_signal,
      requests: meta.requests,
    },
  };
}

/**
 * Writes a transcript; one of that name is replaced. `meta` is how it was asked for.
 * @param {TranscriptName} name
 * @param {StartMeta & { scenario: string }} meta
 * @param {Recording} recording
 */
export function writeTranscript(name, { argv, env, note, signal, scenario }, recording) {
  const { client, version } = name;
  const { stdout, stderr, session, exitCode, requests } = recording;
  mkdirSync(folderOf(name), { recursive: true });
  const write = (/** @type {string} */ file, /** @type {string} */ text) =>
    writeFileSync(join(folderOf(name), file), text);
  const ended = { exit_code: exitCode, exit_signal: recording.signal };
  const meta = { client, version, argv, ...ended, note, scenario, requests, env, ...(signal && { signal }) };
  write("meta.json", `${JSON.stringify(meta, null, 2)}\n`);
  const isStream = ["stream-json", "--json", "--format"].some((word) => argv.includes(word));
  write(isStream ? "stdout.jsonl" : "stdout.txt", stdout);
  write("stderr.txt", stderr);
  if (session !== "") {
    write(
      "session.jsonl",
      `${toLines(session)
        .map((line) => trim(line))
        .join("\n")}\n`,
    );
  }
}

/**
 * The only session that codex has recorded in a home of its own; nothing for claude, whose record nobody reads.
 * @param {string} codexHome
 */
export function readSession(codexHome) {
  const folder = join(codexHome, "sessions");
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  const name = names.find((candidate) => candidate.endsWith(".jsonl"));
  return name === undefined ? "" : readFileSync(join(folder, name), "utf8");
}

/** @param {string} text */
export function toLines(text) {
  return text.split("\n").filter(Boolean);
}

/** @param {string} line */
function trim(line) {
  const isLong = (/** @type {unknown} */ value) => typeof value === "string" && value.length > LONGEST_KEPT;
  return JSON.stringify(JSON.parse(line, (_key, value) => (isLong(value) ? "<trimmed>" : value)));
}

/** @param {TranscriptName} name */
function folderOf({ client, version, transcript }) {
  return fileURLToPath(new URL(`../transcripts/${client}/${version}/${transcript}/`, import.meta.url));
}
