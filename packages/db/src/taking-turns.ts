import { setImmediate } from "node:timers/promises";
import { checkFields } from "./check-fields.ts";
import { InvalidInputError } from "./errors.ts";
import { type Ledger, ledgerOver, storageOf } from "./ledger.ts";
import type { Storage } from "./storage.ts";

export interface TurnOptions {
  /** Whether nobody waits for answers any more: what is asked then is refused with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** How long questions may follow one another before something else has a turn, in milliseconds. Default 30. */
  turnMs?: number | undefined;
  /** What is waited for then, before a question of this name. Default: all that others wait to do. */
  turn?: ((question: string) => Promise<unknown>) | undefined;
}

const TURN_MS = 30;

/**
 * The same ledger for somebody who does other things, too: a ledger in a file answers without waiting, so that thousands of questions
 * would leave nobody else a turn. One question is never interrupted. Closing it closes the ledger. Throws InvalidInputError for what
 * `openLedger` did not make.
 */
export function takingTurns(ledger: Ledger, options: TurnOptions = {}): Ledger {
  const storage = storageOf(ledger);
  checkFields(options, "takingTurns", { turnMs: "number?", turn: "function?" });
  const { signal, turnMs = TURN_MS, turn: wait = () => setImmediate() } = options;
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new InvalidInputError("takingTurns: signal is not an AbortSignal");
  }
  let since = performance.now();
  const turn = async (question: string) => {
    signal?.throwIfAborted();
    if (performance.now() - since < turnMs) return;
    await wait(question);
    since = performance.now();
    signal?.throwIfAborted();
  };
  async function* inTurns<Answer>(answers: AsyncIterable<Answer>): AsyncIterable<Answer> {
    for await (const answer of answers) {
      yield answer;
      await turn("acceptancesOf");
    }
  }
  const polite = new Proxy(storage, {
    get(target, name) {
      const asked: unknown = Reflect.get(target, name);
      if (typeof asked !== "function" || name === "close") return asked;
      if (name === "acceptancesOf")
        return (...of: Parameters<Storage["acceptancesOf"]>) => inTurns(target.acceptancesOf(...of));
      return async (...of: unknown[]): Promise<unknown> => {
        await turn(String(name));
        return Reflect.apply(asked, target, of);
      };
    },
  });
  return ledgerOver(polite, ledger.url, ledger.readOnly);
}
