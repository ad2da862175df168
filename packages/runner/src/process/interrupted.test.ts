import { expect, it } from "vitest";
import { whyInterrupted } from "./interrupted.ts";

const why = (reason: unknown) => whyInterrupted(AbortSignal.abort(reason));

it("says why, and tells no path of this program that could not be opened", () => {
  const error = Object.assign(new Error("EMFILE: too many open files, open '/opt/x.cjs'"), {
    code: "EMFILE",
  });
  expect(why(error)).toBe("this process may not open more files");
  expect(why(new Error("the ledger is gone"))).toBe("the ledger is gone");
  expect(why(undefined)).toBeUndefined();
});
