import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutMiddle, mergeExecutionData } from "./execution-data.ts";

describe("mergeExecutionData", () => {
  it.each([
    [{}, undefined, {}],
    [{}, { model: "x" }, {}],
    [{ telemetry: {} }, undefined, { telemetry: {} }],
    [
      { telemetry: { model: "y" } },
      { model: "x", effort: "low" },
      { telemetry: { model: "y", effort: "low" } },
    ],
    [{ telemetry: { model: undefined } }, { model: "x" }, { telemetry: { model: "x" } }],
    [{ debugLog: "" }, undefined, { debugLog: "" }],
    [{ rawBundleMarkdown: undefined, debugLog: "l" }, { model: "x" }, { debugLog: "l" }],
  ])("%j over %j is %j", (data, existing, expected) => {
    expect(mergeExecutionData(data, existing)).toStrictEqual(expected);
  });
});

describe("cutMiddle", () => {
  const LIMIT = 100;
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.string({ unit: fc.constantFrom("a", "ü", "€", "😀", "\n"), minLength: 50, maxLength: 300 }),
  );

  it("keeps what fits", () => {
    fc.assert(
      fc.property(text, (text) => {
        fc.pre(Buffer.byteLength(text) <= LIMIT);
        expect(cutMiddle(text, LIMIT)).toBe(text);
      }),
    );
  });

  it("keeps head and tail of the rest, whole characters, and says how many bytes are missing", () => {
    fc.assert(
      fc.property(text, (text) => {
        fc.pre(Buffer.byteLength(text) > LIMIT);
        const cut = cutMiddle(text, LIMIT);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(LIMIT);
        const [, head = "", bytes, tail = ""] = /^(.*)\n\[… (\d+) bytes cut …\]\n(.*)$/s.exec(cut) ?? [];
        expect(text.startsWith(head) && text.endsWith(tail)).toBe(true);
        expect(Buffer.byteLength(head) + Number(bytes) + Buffer.byteLength(tail)).toBe(
          Buffer.byteLength(text),
        );
        expect(Buffer.byteLength(cut)).toBeGreaterThan(LIMIT - 12);
      }),
    );
  });

  it("cuts at the first byte too many", () => {
    expect(cutMiddle("x".repeat(LIMIT), LIMIT)).toBe("x".repeat(LIMIT));
    expect(cutMiddle("x".repeat(LIMIT + 1), LIMIT)).toContain("bytes cut");
    expect(cutMiddle("ü".repeat(LIMIT / 2), LIMIT)).toBe("ü".repeat(LIMIT / 2));
  });
});
