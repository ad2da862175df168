import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collectDebugLog } from "./debug-log.ts";

function collect(limit: number, entries: readonly string[]): string {
  const log = collectDebugLog(limit);
  for (const entry of entries) log.add(entry);
  return log.text();
}

describe("collectDebugLog", () => {
  it("keeps everything that fits", () => {
    expect(collect(100, ["a", "b", "c"])).toBe("a\nb\nc");
    expect(collect(100, [])).toBe("");
  });

  it("keeps head and tail of what does not, and says what is missing", () => {
    const entries = Array.from({ length: 1000 }, (_, index) => `entry ${index}`);
    const lines = collect(100, entries).split("\n");
    expect(lines.slice(0, 5)).toEqual(entries.slice(0, 5));
    expect(lines.slice(-4)).toEqual(entries.slice(-4));
    expect(lines).toContain(`[… ${1000 - lines.length + 1} entries left out …]`);
  });

  it("is bounded whatever comes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 300 })),
        fc.integer({ min: 20, max: 200 }),
        (entries, limit) => {
          expect(collect(limit, entries).length).toBeLessThanOrEqual(limit + 40);
        },
      ),
    );
  });
});
