import { errorCode, isObject, parseJson } from "@review/db/guards";
import { objectsOf, textOf } from "../clients/json-fields.ts";

/** What came of asking a server for its models, without a key. */
export type ServerAnswer =
  | { answer: "models"; models: string[] }
  /** `no-list`: it answers, with something else; `silent`: it takes a connection, and says nothing; `nobody`: there is none. */
  | { answer: "wants-key" | "no-list" | "silent" | "nobody" };

/** A server on this machine that is there answers within milliseconds. */
const ANSWER_WITHIN_MS = 1_000;
/** A list of models that is larger than this is none. */
const MAX_LIST_BYTES = 1024 * 1024;

/** Asks a server for its models, and says who is there. Total: whatever is at the address, and within a second or so. */
export async function lookAtServer(
  baseURL: string,
  signal: AbortSignal,
  withinMs: number = ANSWER_WITHIN_MS,
): Promise<ServerAnswer> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  // A timer that keeps the process alive, other than that of AbortSignal.timeout: of a connection that was closed at once nothing else does.
  const timer = setTimeout(abort, withinMs);
  try {
    return await ask(`${baseURL}/models`, controller.signal);
  } catch (error) {
    return { answer: controller.signal.aborted ? "silent" : whoFailed(error) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
    // What was not read is not waited for.
    abort();
  }
}

async function ask(url: string, signal: AbortSignal): Promise<ServerAnswer> {
  const response = await fetch(url, { signal, redirect: "manual" });
  const { headers, ok, status } = response;
  if (status === 401 || status === 403) return { answer: "wants-key" };
  if (!ok || Number(headers.get("content-length") ?? 0) > MAX_LIST_BYTES) return { answer: "no-list" };
  const list = parseJson(await response.text());
  if (!isObject(list) || !(Array.isArray(list.data) || list.object === "list")) return { answer: "no-list" };
  return { answer: "models", models: objectsOf(list.data).flatMap(({ id }) => textOf(id) ?? []) };
}

/** Who is there, by how a request failed: somebody who hung up, somebody who speaks another protocol, or nobody. */
function whoFailed(error: unknown): "silent" | "no-list" | "nobody" {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && cause.name === "HTTPParserError") return "no-list";
  return /^(?:UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(errorCode(cause) ?? "") ? "silent" : "nobody";
}
