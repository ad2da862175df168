import { expect, it } from "vitest";
import { entryOf } from "../test/arbitrary-entries.ts";
import { identityOf } from "./lock-entry.ts";
import { missingFrom } from "./missing-from.ts";

const entry = entryOf();
const [earlier, later] = ["2026-03-01T11:59:59.999Z", "2026-03-01T12:00:00.001Z"];

it.each<[what: string, at: string | undefined, now: string, isMissing: boolean]>([
  ["nothing", undefined, later, true],
  ["nothing, although it is of a time to come,", undefined, earlier, true],
  ["something earlier", earlier, entry.at, true],
  ["something earlier, and the entry is of a time to come,", earlier, earlier, false],
  ["just this", entry.at, later, false],
  ["something later", later, later, false],
])("a ledger that knows %s of an entry's versions lacks it or not: %#", (_, at, now, isMissing) => {
  const known = new Map(at === undefined ? [] : [[identityOf(entry), at]]);
  expect(missingFrom(known, [entry], now)).toEqual(isMissing ? [entry] : []);
});

it("keeps apart what differs in any part of its identity", () => {
  const known = new Map([[identityOf(entry), entry.at]]);
  const others = [
    entryOf({ gate: "g" }),
    entryOf({ model: "m" }),
    entryOf({ noteSha: "c".repeat(64) }),
    entryOf({ gateVersion: "c".repeat(64) }),
  ];
  expect(missingFrom(known, [entry, ...others], later)).toEqual(others);
});
