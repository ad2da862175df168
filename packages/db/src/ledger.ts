import { checkFields } from "./check-fields.ts";
import { InvalidInputError } from "./errors.ts";
import type { Storage } from "./storage.ts";

/** An open ledger. Only the functions of `@review/db` and `@review/lifecycle` can look inside. */
export interface Ledger {
  /** Where it is: a path, `:memory:`, or the URL on a server, without a password. */
  readonly url: string;
  readonly readOnly: boolean;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const storages = new WeakMap<Ledger, Storage>();
const lastActs = new WeakMap<Ledger, () => Promise<void>>();

/** Wraps a storage into the handle that callers hold, from which they cannot reach what writes. */
export function ledgerOver(storage: Storage, url: string, readOnly: boolean): Ledger {
  const close = async () => {
    const act = lastActs.get(ledger);
    lastActs.delete(ledger);
    try {
      await act?.();
    } finally {
      await storage.close();
    }
  };
  const ledger: Ledger = { url, readOnly, close, [Symbol.asyncDispose]: close };
  storages.set(ledger, storage);
  return ledger;
}

/** Has something done, once, before a ledger is closed, which is closed whatever becomes of it. It takes the place of what was asked for before. Throws InvalidInputError for what `openLedger` did not make. */
export function beforeClosing(ledger: Ledger, act: () => Promise<void>): void {
  storageOf(ledger);
  checkFields({ act }, "beforeClosing", { act: "function" });
  lastActs.set(ledger, act);
}

/** What stands behind an open ledger; never leaves this package. Throws InvalidInputError for what `openLedger` did not make. */
export function storageOf(ledger: Ledger): Storage {
  const storage = storages.get(ledger);
  if (!storage) throw new InvalidInputError("not a ledger: openLedger() makes one");
  return storage;
}
