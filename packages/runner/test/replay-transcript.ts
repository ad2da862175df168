import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "../src/clients/client.ts";
import { clients } from "../src/clients/known-clients.ts";
import { collectOutput } from "../src/process/process-output.ts";
import type { ProcessEnd } from "../src/process/subprocess.ts";
import type { ReviewRequest } from "../src/runner.ts";
import { BOTH_GATES, FIRST_GATE } from "./real-clients/recorded-answer.mjs";

const TRANSCRIPTS = join(import.meta.dirname, "transcripts");

export { BOTH_GATES, FIRST_GATE };

interface Meta {
  version: string;
  argv: string[];
  exit_code: number | null;
  exit_signal: string | null;
  killed_by_recorder?: boolean;
}

/** A recorded run: what was asked, what was printed, how it ended. */
export interface Transcript {
  scenario: string;
  meta: Meta;
  lines: string[];
  session: string[];
  request: ReviewRequest;
  process: ProcessEnd;
}

/** The versions of a client's program that were recorded. */
export function listVersions(program: string): string[] {
  return readdirSync(join(TRANSCRIPTS, program)).sort();
}

/** The scenarios recorded with a client's program, of the oldest version if no other is named. */
export function listScenarios(program: string, version = oldest(program)): string[] {
  return readdirSync(join(TRANSCRIPTS, program, version)).sort();
}

export function readTranscript(program: string, scenario: string, version = oldest(program)): Transcript {
  const folder = join(TRANSCRIPTS, program, version, scenario);
  const names = readdirSync(folder);
  const read = (name: string) => (names.includes(name) ? readFileSync(join(folder, name), "utf8") : "");
  const meta: Meta = JSON.parse(read("meta.json"));
  return {
    scenario,
    meta,
    lines: splitLines(read("stdout.jsonl") + read("stdout.txt")),
    session: splitLines(read("session.jsonl")),
    request: {
      invocationId: argument(meta, "--session-id") ?? "",
      prompt: "Review the change and answer with two gate blocks.",
      token: "0a1b2c3d",
      notes: [],
      model: argument(meta, "--model") ?? "",
      effort: argument(meta, "--effort") ?? /model_reasoning_effort="(\w+)"/.exec(meta.argv.join(" "))?.[1],
      root: "/notes",
      timeoutMs: 900_000,
    },
    process: {
      // Where the recorder gave up waiting, our own timeout would have.
      cause: meta.killed_by_recorder ? "timeout" : meta.exit_signal ? "killed" : "exited",
      exitCode: meta.exit_code ?? undefined,
      signal: meta.exit_signal ?? undefined,
      stdout: "",
      stderr: read("stderr.txt"),
      durationMs: 1234,
    },
  };
}

/** Feeds a recorded run to a client's reader, as the runner would, and says what comes of it. */
export function replay(client: Client, transcript: Transcript, end: Partial<ProcessEnd> = {}) {
  const reader = client.reader(transcript.request);
  const readings = transcript.lines.map((line) => reader.line(line));
  if (reader.sessionFile?.({ HOME: "/home/user" })) {
    for (const line of transcript.session) reader.sessionLine?.(line);
  }
  const log = readings.flatMap(({ log }) => log ?? []).join("\n");
  const shown = readings
    .flatMap(({ progress }) => (progress?.kind === "text" ? [progress.text] : []))
    .join("");
  return { ...reader.end({ ...transcript.process, ...end }), log, shown };
}

function oldest(program: string): string {
  const client = clients.find((each) => each.program === program);
  if (!client) throw new Error(`no client is called ${program}`);
  return client.version.tested.oldest;
}

function argument({ argv }: Meta, name: string): string | undefined {
  const index = argv.indexOf(name);
  if (index !== -1) return argv[index + 1];
  return argv.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
}

function splitLines(text: string): string[] {
  const lines: string[] = [];
  const sink = collectOutput((line) => lines.push(line));
  sink.add(Buffer.from(text));
  sink.end();
  return lines;
}
