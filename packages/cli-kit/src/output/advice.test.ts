import { GatesDirectoryError, NoRootError } from "@review/corpus";
import { LedgerUnavailableError, RunNotFoundError } from "@review/db";
import { expect, it } from "vitest";
import { withAdvice } from "./advice.ts";

const damage = Object.assign(new Error("malformed"), { code: "SQLITE_CORRUPT_INDEX" });

it.each<[what: string, error: Error, told: RegExp]>([
  [
    "a run that is not there",
    new RunNotFoundError(7),
    /^run 7 is .*: `review-nested runs` lists those that are$/,
  ],
  ["no root", new NoRootError("/a"), /^found no .*; name the root \(option root.*`review-nested init` where/],
  [
    "no gates",
    new GatesDirectoryError("gates", "is missing"),
    /review\.config\.json \(`review-nested init --with-gates`/,
  ],
  [
    "a damaged ledger",
    new LedgerUnavailableError("/l", "it is damaged", { cause: damage }),
    /it is damaged; `review-nested doctor` says more$/,
  ],
  ["a ledger that is not damaged", new LedgerUnavailableError("/l", "the disk is full"), /the disk is full$/],
  [
    "a role that was not let in",
    new LedgerUnavailableError("postgres://h/d", "it may not", { code: "role-not-let-in" }),
    /it may not: its owner lets a role in by `review-nested ledger init URL --grant ROLE`$/,
  ],
  ["an error of nobody's", new Error("oh"), /^oh$/],
])("says what helps with %s", (_, error, told) => {
  expect(withAdvice(error)).toMatch(told);
});
