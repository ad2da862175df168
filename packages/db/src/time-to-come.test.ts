import { describe, expect, it } from "vitest";
import { decidedBy, isDecidedAfter } from "./time-to-come.ts";

const NOW = "2026-03-01T12:00:00.000Z";

describe("decidedBy", () => {
  it.each([
    ["2026-02-28T00:00:00.000Z", "2026-02-28T00:00:00.000Z"],
    // A clock that is ahead.
    ["2026-03-02T23:59:59.999Z", "2026-03-02T23:59:59.999Z"],
    ["2026-03-03T00:00:00.000Z", ""],
    ["9999-12-31T23:59:59.999Z", ""],
  ])("of %s is %j, as of a day and of a time of it", (at, decided) => {
    expect(decidedBy(NOW)(at)).toBe(decided);
    expect(decidedBy("2026-03-01")(at)).toBe(decided);
  });

  it("leaves times as they are where nobody knows the day", () => {
    expect(decidedBy("never")("9999-12-31")).toBe("9999-12-31");
  });
});

describe("isDecidedAfter", () => {
  it.each([
    ["later", "2026-03-01T11:00:00.000Z", true],
    ["of now", NOW, true],
    ["of the same moment", "2026-02-01T00:00:00.000Z", false],
    ["earlier", "2026-01-01T00:00:00.000Z", false],
    ["of a time to come", "2026-03-01T12:00:00.001Z", false],
  ])("what is %s", (_, at, isAfter) => {
    expect(isDecidedAfter(at, "2026-02-01T00:00:00.000Z", NOW)).toBe(isAfter);
  });
});
