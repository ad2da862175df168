import { Worker } from "node:worker_threads";
import type { Answers, Request } from "./request.ts";

/**
 * Has a request answered by another thread, so that nothing has to wait for it in this one: no signal, no timeout. It takes some 30 ms
 * to start. Throws what the answer throws.
 */
export async function askAside<Kind extends Request["kind"]>(
  request: Request & { kind: Kind },
): Promise<Answers[Kind]> {
  // Many bundlers know these very words; `scripts/build/bundle-cli.mjs` does.
  const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: request });
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    // Without an answer or an error before, for which this comes too late.
    worker.once("exit", (code) => reject(new Error(`the thread that reads a note ended with ${code}`)));
  });
}
