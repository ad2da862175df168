import { setMaxListeners } from "node:events";
import type { AnswerWatch } from "../answer/watch-answer.ts";
import { PATIENCE } from "../process/patience.ts";
import type { ProcessEnd } from "../process/subprocess.ts";
import type { ExecuteContext, ReviewRequest } from "../runner.ts";
import type { ApiFacts } from "./api-reader.ts";
import { WholeAnswerError } from "./bounded-fetch.ts";
import type { Model } from "./provider.ts";

/** A longer timer fires at once (Node keeps its delay in 31 bits). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What came of one request to a service. */
export interface Streamed {
  facts: ApiFacts;
  text: string;
  /** Whether anything of an answer came, if only its beginning. */
  heard: boolean;
  /** Why it was ended from here, if it was. */
  cause: Extract<ProcessEnd["cause"], "timeout" | "interrupted" | "dismissed"> | undefined;
  why: ReturnType<AnswerWatch["why"]>;
  /** What the service says that it sends. */
  contentType: string | undefined;
}

type CallOptions = Omit<Parameters<Model["doStream"]>[0], "abortSignal">;

/**
 * Asks once, and takes the answer in as it comes, or as a whole from a server that does not stream. Never throws: an error is a fact. Interruption, the end of the time, and a complete
 * answer after which nothing more comes end it at once.
 */
export async function streamAnswer(
  load: (answeredBy?: typeof fetch) => Promise<Model>,
  options: CallOptions,
  { request, context }: { request: ReviewRequest; context: ExecuteContext },
): Promise<Streamed> {
  const { signal, forced, patience = PATIENCE, onProgress } = context;
  const facts: ApiFacts = { warnings: [] };
  const parts: string[] = [];
  let watch: AnswerWatch | undefined;
  // Aborted without a reason of ours: with one the library makes another error of it.
  const controller = new AbortController();
  let cause: Streamed["cause"];
  const stop = (why: Exclude<Streamed["cause"], undefined>) => () => {
    cause ??= why;
    controller.abort();
  };
  const [interrupt, dismiss] = [stop("interrupted"), stop("dismissed")];
  const timer = setTimeout(stop("timeout"), Math.min(request.timeoutMs, LONGEST_TIMER_MS));
  const watched = [signal, ...(forced ? [forced] : [])];
  setMaxListeners(0, ...watched);
  for (const each of watched) each.addEventListener("abort", interrupt, { once: true });
  if (watched.some(({ aborted }) => aborted)) interrupt();
  let contentType: string | undefined;
  let heard = false;
  const takeIn = async () => {
    controller.signal.throwIfAborted();
    const { stream, response } = await startStream(load, { ...options, abortSignal: controller.signal });
    // The request has left: what understands the answer is loaded while the service is at work.
    const { readPart, watchAnswer } = await import("./take-in.ts");
    watch = watchAnswer(request, patience);
    watch.dismissed.addEventListener("abort", dismiss, { once: true });
    contentType = response?.headers?.["content-type"];
    for await (const part of stream) {
      if (controller.signal.aborted) return;
      // The library begins each stream, whether anything has come or not.
      heard ||= part.type !== "stream-start";
      const more = readPart(facts, part);
      if (more === undefined) continue;
      parts.push(more);
      onProgress?.({ kind: "text", text: more });
      watch.grew(more, () => parts.join(""));
    }
  };
  try {
    // Not every stream ends when it is aborted: one that is decompressed may never say another word.
    await Promise.race([takeIn(), rejectedBy(controller.signal)]);
  } catch (error) {
    // What broke a stream off says more than what it said before.
    if (cause === undefined) facts.error = error ?? "an error without a word";
  } finally {
    watch?.stop();
    clearTimeout(timer);
    for (const each of watched) each.removeEventListener("abort", interrupt);
  }
  return { facts, text: parts.join(""), heard, cause, why: watch?.why(), contentType };
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/**
 * Begins the stream of an answer. One that came as a whole is read by the library, too, to which it is given as what was answered: nobody is
 * asked again.
 */
async function startStream(
  load: (answeredBy?: typeof fetch) => Promise<Model>,
  asked: Parameters<Model["doStream"]>[0],
): Promise<Pick<Awaited<ReturnType<Model["doStream"]>>, "stream" | "response">> {
  try {
    return await (await load()).doStream(asked);
  } catch (error) {
    if (!(error instanceof WholeAnswerError)) throw error;
    const { takeWhole } = await import("./take-in.ts");
    return takeWhole(await load(async () => error.response), asked, error.response);
  }
}
