import { describe, expect, it } from "vitest";
import { readApiError } from "./api-error.ts";

const retryAfter = (responseHeaders: Record<string, string>, data: object = {}) =>
  readApiError({ statusCode: 429, responseHeaders, data }).retryAfterSeconds;
const dateIn = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

describe("how long a service asks to wait", () => {
  it.each<[says: string, headers: Record<string, string>, seconds: number | undefined]>([
    ["seconds", { "retry-after": "7" }, 7],
    ["parts of one", { "retry-after": " 1.5 " }, 1.5],
    ["a day", { "retry-after": "86400" }, 86_400],
    ["milliseconds", { "retry-after-ms": "1500" }, 1.5],
    ["both, where that of milliseconds is exact", { "retry-after-ms": "1500", "retry-after": "2" }, 1.5],
    ["milliseconds that are none", { "retry-after-ms": "soon", "retry-after": "2" }, 2],
    ["nothing", {}, undefined],
    ["no time at all", { "retry-after": "0" }, undefined],
    ["less than that", { "retry-after": "-5" }, undefined],
    ["more than any number", { "retry-after": "9".repeat(400) }, undefined],
    ["words", { "retry-after": "tomorrow 2999" }, undefined],
    ["hexadecimal", { "retry-after": "0x10" }, undefined],
    ["infinity", { "retry-after": "Infinity" }, undefined],
    ["a date that is over", { "retry-after": dateIn(-60) }, undefined],
  ])("is read of %s", (_, headers, seconds) => {
    expect(retryAfter(headers)).toBe(seconds);
  });

  it("is read of an HTTP date, however far ahead", () => {
    for (const seconds of [60, 30 * 86_400]) {
      const read = retryAfter({ "retry-after": dateIn(seconds) }) ?? 0;
      expect(Math.abs(read - seconds)).toBeLessThan(30);
    }
  });

  it("is read of what Google says in its details", () => {
    const details = [{ reason: "x" }, { retryDelay: "37s" }];
    expect(retryAfter({}, { error: { details } })).toBe(37);
  });
});
