import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyEntry, entryOf } from "../test/arbitrary-entries.ts";
import { identityOf } from "./lock-entry.ts";
import { parseLockFile } from "./parse-lock-file.ts";
import { renderLockFile } from "./render-lock-file.ts";

const some = fc.uniqueArray(anyEntry, { selector: identityOf, maxLength: 6 });

describe("a lock file", () => {
  it("has one entry a line, by gate and partition, its keys in one order", () => {
    const [a, b] = ["a", "b"].map((letter) => letter.repeat(64));
    const text = renderLockFile([
      entryOf({ requested: "opus", gate: "prose/tone", decision: "pass", findings: [] }),
      entryOf({ model: "gpt-5-4-high", evidence: "declared", decision: "pass", findings: [] }),
      entryOf({
        findings: [
          {
            waived: { at: "2026-03-02T08:00:00.000Z", until: "2026-12-31", author: "Ada", reason: "meant" },
            quote: "the term",
            message: "unclear",
            severity: "warn",
            key: "0123456789abcdef",
          },
        ],
      }),
    ]);
    expect(text.split("\n")).toEqual([
      "[",
      `{"gate":"prose/clarity","gateVersion":"${a}","noteSha":"${b}","model":"claude-opus-4-8","decision":"warn","evidence":"observed","kind":"full-review","at":"2026-03-01T12:00:00.000Z","findings":[{"key":"0123456789abcdef","severity":"warn","message":"unclear","quote":"the term","waived":{"reason":"meant","author":"Ada","until":"2026-12-31","at":"2026-03-02T08:00:00.000Z"}}]},`,
      `{"gate":"prose/clarity","gateVersion":"${a}","noteSha":"${b}","model":"gpt-5-4-high","decision":"pass","evidence":"declared","kind":"full-review","at":"2026-03-01T12:00:00.000Z","findings":[]},`,
      `{"gate":"prose/tone","gateVersion":"${a}","noteSha":"${b}","model":"claude-opus-4-8","requested":"opus","decision":"pass","evidence":"observed","kind":"full-review","at":"2026-03-01T12:00:00.000Z","findings":[]}`,
      "]",
      "",
    ]);
  });

  it("says the same when it is read, and has the same bytes in whatever order it was made", () => {
    fc.assert(
      fc.property(some, (entries) => {
        const text = renderLockFile(entries);
        const read = parseLockFile(text);
        expect(read.problems).toEqual([]);
        expect(read.entries).toHaveLength(entries.length);
        for (const entry of entries) expect(read.entries).toContainEqual(entry);
        expect(renderLockFile(entries.toReversed())).toBe(text);
        expect(renderLockFile(read.entries)).toBe(text);
      }),
    );
  });

  it("acts on no terminal, and keeps what was said", () => {
    const message = "\u001b[31mred\u001b[0m \u009b2J \u202eturned\u2069 \u2028 \u007f";
    const entry = entryOf({ findings: [{ severity: "warn", message, quote: message }] });
    const text = renderLockFile([entry]);
    expect(text).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/,
    );
    expect(text).toContain("\\u001b[31mred");
    expect(parseLockFile(text).entries).toEqual([entry]);
  });
});
