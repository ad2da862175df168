import { createInterface } from "node:readline/promises";
import { printable } from "@review/views";
import { InterruptedError } from "../errors/interrupted-error.ts";

/** Ctrl-\, as a terminal types it that makes no signals of keys; readline does nothing with it. */
const QUIT = "\u001c";

/**
 * Asks a person one question, without what would act on the terminal, and returns the line typed; "" when they end the input instead. The question goes
 * to `output`, so that stdout stays data. Throws InterruptedError at Ctrl-C and Ctrl-\, which are no signals while a line is typed.
 */
export async function askLine(
  question: string,
  { input, output }: { input: NodeJS.ReadableStream; output: NodeJS.WritableStream },
): Promise<string> {
  const lines = createInterface({ input, output });
  let watchKeys: ((typed: string | undefined) => void) | undefined;
  try {
    return await new Promise((answer, fail) => {
      lines.once("SIGINT", () => fail(new InterruptedError()));
      watchKeys = (typed) => {
        if (typed === QUIT) fail(new InterruptedError());
      };
      input.on("keypress", watchKeys);
      lines.once("close", () => answer(""));
      // The terminal has been closed.
      lines.once("error", () => answer(""));
      lines.question(printable(question)).then(answer, fail);
    });
  } finally {
    if (watchKeys) input.off("keypress", watchKeys);
    lines.close();
  }
}
