import { createInterface } from "node:readline/promises";
import { InterruptedError } from "../errors/interrupted-error.ts";

/**
 * Asks a person one question and returns the line typed; "" when they end the input instead. The question goes
 * to `output`, so that stdout stays data. Throws InterruptedError at Ctrl-C.
 */
export async function askLine(
  question: string,
  { input, output }: { input: NodeJS.ReadableStream; output: NodeJS.WritableStream },
): Promise<string> {
  const lines = createInterface({ input, output });
  try {
    return await new Promise((answer, fail) => {
      lines.once("SIGINT", () => fail(new InterruptedError()));
      lines.once("close", () => answer(""));
      // The terminal has been closed.
      lines.once("error", () => answer(""));
      lines.question(question).then(answer, fail);
    });
  } finally {
    lines.close();
  }
}

/** Whether an answer to a yes-or-no question is yes; anything else, an empty one too, is no. */
export function isYes(answer: string): boolean {
  return /^\s*y(?:es)?\s*$/i.test(answer);
}
