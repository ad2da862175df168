import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { errorCode, isObject, type JsonObject, parseJsonObject } from "@review/db/guards";
import { collectOutput } from "../../process/process-output.ts";
import { objectOf, objectsOf, textOf } from "../json-fields.ts";

/** A model as a session of codex names it. */
export interface SessionModel {
  model: string;
  effort?: string;
}

export interface FoundSessions {
  /** By run id: of runs whose sessions name exactly one model with one effort. */
  models: Map<string, SessionModel>;
  /** Runs whose sessions name several. */
  ambiguous: string[];
  /** Rollout files looked at, and those that could not be read. */
  files: number;
  unreadable: number;
}

/** How the old scripts named the run to its reviewer. */
const RUN_ID = /Review run id:\s*(\d+)/g;

/** The most bytes of a session that are read. Our choice: a long session has a hundredth of that. */
const LARGEST_SESSION = 256 * 1024 * 1024;

/**
 * Searches the rollout files under a folder for runs by `Review run id: N` in what the user wrote, and gives the
 * models that codex recorded for those sessions. A file that cannot be read, or is too large for a session, is passed over.
 * Throws what the file system says if the folder cannot be read.
 */
export async function findRunModels(folder: string, runIds: ReadonlySet<string>): Promise<FoundSessions> {
  const paths = (await listSessions(folder)).sort();
  const byRun = new Map<string, Map<string, SessionModel>>();
  let unreadable = 0;
  for (const path of paths) {
    const session = await readSession(path, runIds);
    if (!session) unreadable += 1;
    for (const runId of session?.runIds ?? []) {
      byRun.set(runId, new Map([...(byRun.get(runId) ?? []), ...(session?.models ?? [])]));
    }
  }
  const found: FoundSessions = { models: new Map(), ambiguous: [], files: paths.length, unreadable };
  for (const [runId, models] of byRun) {
    const [model] = models.values();
    if (models.size > 1) found.ambiguous.push(runId);
    else if (model) found.models.set(runId, model);
  }
  return found;
}

async function listSessions(folder: string, paths: string[] = []): Promise<string[]> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await listSessions(path, paths).catch(() => undefined);
    else if (entry.isFile() && /^rollout-.*\.jsonl$/.test(entry.name)) paths.push(path);
  }
  return paths;
}

interface Session {
  runIds: Set<string>;
  /** Each model with each effort, by both. */
  models: Map<string, SessionModel>;
}

async function readSession(path: string, runIds: ReadonlySet<string>): Promise<Session | undefined> {
  const session: Session = { runIds: new Set(), models: new Map() };
  const lines = collectOutput((line) => readLine(session, line, runIds));
  try {
    if ((await stat(path)).size > LARGEST_SESSION) return undefined;
    for await (const chunk of createReadStream(path)) lines.add(chunk);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
  lines.end();
  return session;
}

function readLine({ runIds, models }: Session, line: string, wanted: ReadonlySet<string>): void {
  const isTurn = line.includes('"turn_context"');
  if (!isTurn && !line.includes("Review run id:")) return;
  const event = parseJsonObject(line) ?? {};
  const payload = isObject(event.payload) ? event.payload : event;
  if (event.type === "turn_context") {
    const model = textOf(payload.model);
    const effort = textOf(payload.effort);
    if (model) models.set(JSON.stringify([model, effort]), { model, ...(effort && { effort }) });
    return;
  }
  for (const text of userTexts(payload)) {
    for (const [, runId = ""] of text.matchAll(RUN_ID)) if (wanted.has(runId)) runIds.add(runId);
  }
}

/** What the user wrote in an event: a run id in the answer, or in a file that was read, names no session's run. */
function userTexts(payload: JsonObject): string[] {
  const item = objectOf(payload.item);
  const fromUser = payload.role === "user" ? payload : item.type === "UserMessage" ? item : {};
  const texts = objectsOf(fromUser.content).map(({ text }) => textOf(text));
  if (payload.type === "user_message") texts.push(textOf(payload.message));
  return texts.filter((text) => text !== undefined);
}
