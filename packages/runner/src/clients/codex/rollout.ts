import { join } from "node:path";
import { isObject, type JsonObject, parseJsonObject } from "@review/db/guards";
import { toTime } from "../../failures/error-class.ts";
import type { Environment } from "../../process/search-path.ts";
import type { SessionFile } from "../client.ts";
import { amountOf, objectOf, textOf } from "../json-fields.ts";

/** What codex's own record of the session (the rollout file) says that its output does not. */
export interface RolloutFacts {
  clientVersion?: string | undefined;
  /** Models of the turns, as requested by codex; at most two are kept. */
  models: Set<string>;
  /** Effort of the last turn, as requested. */
  effort?: string | undefined;
  /** Tokens of the turn: known for failed turns, too. */
  usage?: JsonObject;
  /** `codex_error_info`: a name, or an object of one name. */
  errorInfo?: unknown;
  /** The turn was interrupted. */
  aborted: boolean;
  /** When the last of the used-up limits is reset: UTC, ISO 8601. */
  resetsAt?: string | undefined;
}

/** Before the first line, and for a session without a record. */
export function noRolloutFacts(): RolloutFacts {
  return { models: new Set(), aborted: false };
}

/** Where the rollout of a thread is. Its folders are named for the local date, so all are looked through. */
export function rolloutFile(
  threadId: string | undefined,
  { CODEX_HOME, HOME, USERPROFILE }: Environment,
): SessionFile | undefined {
  const home = HOME || USERPROFILE;
  const codexHome = CODEX_HOME || (home && join(home, ".codex"));
  // The id becomes part of a file's name: only what looks like one is taken.
  if (!codexHome || !threadId || !/^[\w-]{8,64}$/.test(threadId)) return undefined;
  return {
    directory: join(codexHome, "sessions"),
    depth: 3,
    prefix: "rollout-",
    suffix: `-${threadId}.jsonl`,
  };
}

/** Reads a rollout line by line; nothing of it counts unless its first line names this very thread. */
export function readRollout(facts: RolloutFacts, threadId: string | undefined): (line: string) => void {
  let isOurs = false;
  return (line) => {
    const { type, payload: rawPayload } = parseJsonObject(line) ?? {};
    const payload = objectOf(rawPayload);
    if (type === "session_meta") {
      isOurs = threadId !== undefined && payload.id === threadId;
      if (isOurs) facts.clientVersion = textOf(payload.cli_version);
    }
    if (!isOurs) return;
    if (type === "turn_context") {
      const model = textOf(payload.model);
      if (model && facts.models.size < 2) facts.models.add(model);
      facts.effort = textOf(payload.effort);
    } else if (type === "token_usage_record") {
      if (isObject(payload.turn_token_usage)) facts.usage = payload.turn_token_usage;
    } else if (type === "event_msg") {
      readEvent(facts, payload);
    }
  };
}

function readEvent(facts: RolloutFacts, payload: JsonObject): void {
  if (payload.type === "turn_aborted") facts.aborted = true;
  if (payload.type === "task_complete") facts.errorInfo = objectOf(payload.error).codex_error_info;
  if (payload.type === "token_count")
    facts.resetsAt = readReset(objectOf(payload.rate_limits)) ?? facts.resetsAt;
}

/** A limit that is used up holds until its own reset; with two of them, until the later one. */
function readReset({ primary, secondary }: JsonObject): string | undefined {
  const resets = [primary, secondary]
    .map(objectOf)
    .filter(({ used_percent: used }) => (amountOf(used) ?? 0) >= 100)
    .flatMap(({ resets_at: at }) => amountOf(at) ?? []);
  return resets.length === 0 ? undefined : toTime(Math.max(...resets));
}
