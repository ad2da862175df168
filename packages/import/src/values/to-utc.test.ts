import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toUtc } from "./to-utc.ts";

it.each([
  ["2025-11-03T10:00:00+01:00", "2025-11-03T09:00:00.000Z"],
  ["2025-11-03T10:00:00.5+0130", "2025-11-03T08:30:00.500Z"],
  ["2025-11-03 10:00:00,123456-05", "2025-11-03T15:00:00.123Z"],
  ["2025-11-03t10:00z", "2025-11-03T10:00:00.000Z"],
  [" 2024-02-29T23:30:00-01:00 ", "2024-03-01T00:30:00.000Z"],
  ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
])("%s is %s", (text, utc) => {
  expect(toUtc(text)).toEqual({ utc, isAssumed: false });
});

it("a time without an offset is taken for UTC, and says so", () => {
  expect(toUtc("2025-11-03T10:00:00")).toEqual({ utc: "2025-11-03T10:00:00.000Z", isAssumed: true });
});

describe("is no time", () => {
  it.each([
    null,
    "",
    "now",
    "2025-11-03",
    "10:00",
    "1762156800",
    "2025-02-29T00:00:00Z",
    "2025-13-01T00:00:00Z",
    "2025-00-01T00:00:00Z",
    "2025-11-03T24:00:00Z",
    "2025-11-03T10:60:00Z",
    "2025-11-03T10:00:60Z",
    "2025-11-03T10:00:00+19:00",
    "2025-11-03T10:00:00+01:75",
    "2025-11-03T10:00:00 CET",
    "12025-11-03T10:00:00Z",
    "9999-12-31T23:59:59-01:00",
    "0000-01-01T00:00:00+01:00",
  ])("%j", (text) => {
    expect(toUtc(text)).toBeUndefined();
  });
});

it("never throws, and what it gives is a time that a ledger takes", () => {
  const texts = fc.oneof(
    fc.string(),
    fc.stringMatching(
      /^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?$/,
    ),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const time = toUtc(text);
      if (time) expect(new Date(time.utc).toISOString()).toBe(time.utc);
    }),
  );
});

it("means what `Date` means, in every zone", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date("1990-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
      fc.integer({ min: -12 * 60, max: 14 * 60 }),
      (date, offset) => {
        const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const two = (number: number) => String(number).padStart(2, "0");
        const size = Math.abs(offset);
        const zone = `${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
        expect(toUtc(`${local}${zone}`)?.utc).toBe(date.toISOString());
      },
    ),
  );
});
