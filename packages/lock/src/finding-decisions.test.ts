import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryOf, withdrawnEntry } from "../test/arbitrary-entries.ts";
import { newestDecisions, withDecisions } from "./finding-decisions.ts";
import type { LockEntry, LockedFinding } from "./lock-entry.ts";
import { parseLockFile } from "./parse-lock-file.ts";
import { renderEntry } from "./render-lock-file.ts";

const KEY = "0123456789abcdef";
const at = (second: number) => `2026-03-01T12:00:0${second}.000Z`;
const found = (more: Partial<LockedFinding> = {}): LockedFinding => ({
  ...{ key: KEY, severity: "warn", message: "unclear" },
  ...more,
});
const waived = (second: number) => ({ severity: "warn" as const, reason: "meant", at: at(second) });
const unwaived = (second: number) => ({ reason: "not so", at: at(second) });
const read = (...entries: LockEntry[]) =>
  parseLockFile(["<<<<<<< ours", ...entries.map(renderEntry), ">>>>>>> theirs", ""].join("\n")).entries;

describe("of two entries about the same versions the later one has the newest decision of both", () => {
  const first = (finding: LockedFinding) => entryOf({ at: at(1), findings: [finding] });
  const later = (...findings: LockedFinding[]) => entryOf({ at: at(2), findings });
  it.each<[what: string, entries: [LockEntry, LockEntry], expected: LockEntry]>([
    [
      "a waiver of the finding that was decided last",
      [first(found({ waived: waived(3) })), later(found())],
      later(found({ waived: waived(3) })),
    ],
    [
      "a waiver that was taken back after it",
      [first(found({ waived: waived(3) })), later(found({ unwaived: unwaived(4) }))],
      later(found({ unwaived: unwaived(4) })),
    ],
    [
      "a waiver after one was taken back",
      [first(found({ waived: waived(5) })), later(found({ unwaived: unwaived(4) }))],
      later(found({ waived: waived(5) })),
    ],
    [
      "no waiver of a warning on a failure",
      [first(found({ waived: waived(3) })), later(found({ severity: "fail" }))],
      later(found({ severity: "fail" })),
    ],
    [
      "no waiver of what it does not find",
      [first(found({ waived: waived(3) })), later(found({ key: "f".repeat(16) }))],
      later(found({ key: "f".repeat(16) })),
    ],
    [
      "what a comment in the note says",
      [first(found({ waived: waived(3) })), later(found({ waived: { reason: "the note says so" } }))],
      later(found({ waived: { reason: "the note says so" } })),
    ],
    [
      "nothing, where it takes back",
      [first(found({ waived: waived(1) })), withdrawnEntry({ at: at(2) })],
      withdrawnEntry({ at: at(2) }),
    ],
  ])("%s", (_, entries, expected) => {
    expect(read(...entries)).toEqual([expected]);
    expect(read(...entries.toReversed())).toEqual([expected]);
  });

  it("also where the one between them does not name the finding", () => {
    const entries = [
      first(found({ waived: waived(5) })),
      later(),
      entryOf({ at: at(3), findings: [found()] }),
    ];
    expect(read(...entries)).toEqual([entryOf({ at: at(3), findings: [found({ waived: waived(5) })] })]);
  });
});

it("the order of sides and lines makes no difference", () => {
  const decision = fc.oneof(
    fc.record({ waived: fc.nat(9).map(waived) }),
    fc.record({ unwaived: fc.nat(9).map(unwaived) }),
    fc.constant({}),
  );
  const key = fc.constantFrom(KEY, "f".repeat(16));
  const finding = fc.tuple(key, fc.constantFrom("warn" as const, "fail" as const), decision);
  const entry = fc
    .tuple(fc.nat(9), fc.uniqueArray(finding, { maxLength: 2, selector: ([each]) => each }))
    .map(([second, all]) =>
      entryOf({
        decision: "fail",
        at: at(second),
        findings: all.map(([key, severity, settled]) => found({ key, severity, ...settled })),
      }),
    );
  const orders = fc
    .array(entry, { minLength: 2, maxLength: 5 })
    .chain((entries) =>
      fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
    );
  fc.assert(
    fc.property(orders, ([one, other]) => {
      expect(read(...other)).toEqual(read(...one));
      const [kept] = read(...one);
      const newest = newestDecisions(
        one.flatMap(({ findings }) => findings),
        (at) => at,
      );
      expect(kept).toEqual(kept && withDecisions(kept, newest));
    }),
  );
});
