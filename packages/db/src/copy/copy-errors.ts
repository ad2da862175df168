import { LedgerError } from "../errors.ts";

/** What a copy is made into holds something already. */
export const notEmpty = (url: string): LedgerError =>
  new LedgerError(
    "ledger-not-empty",
    `${url} holds something already: a ledger is copied into an empty one alone`,
  );

/** What a copy goes on in was begun with something else. */
export const copyOfAnother = (url: string, anew: string): LedgerError =>
  new LedgerError(
    "ledger-changed",
    `the copy that was begun in ${url} is of another ledger, or that one was changed since: to begin anew, ${anew}`,
  );
