import fc from "fast-check";
import type { LockEntry, LockedFinding } from "../src/lock-entry.ts";

const sha = fc.stringMatching(/^[0-9a-f]{64}$/);
const filled = fc.string({ unit: "binary", minLength: 1 }).map((text) => `${text}x`);
const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2999-12-31"), noInvalidDate: true });
const time = day.map((date) => date.toISOString());

const severity = fc.constantFrom("warn" as const, "fail" as const);

const waived = fc.record(
  { severity, reason: filled, author: filled, until: time.map((text) => text.slice(0, 10)), at: time },
  { requiredKeys: ["reason"] },
);

const finding: fc.Arbitrary<LockedFinding> = fc.record(
  {
    key: fc.stringMatching(/^[0-9a-f]{16}$/),
    severity,
    message: filled,
    quote: filled,
    waived,
  },
  { requiredKeys: ["severity", "message"] },
);

/** Any entry that can stand in a lock. */
export const anyEntry: fc.Arbitrary<LockEntry> = fc
  .record({
    gate: fc.stringMatching(/^[a-z]{1,4}(?:\/[a-z ]{1,4}x)?$/),
    gateVersion: sha,
    noteSha: sha,
    model: fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,8}$/),
    requested: fc.option(fc.stringMatching(/^[a-z]{1,4}$/), { nil: undefined }),
    decision: fc.constantFrom("pass" as const, "warn" as const, "fail" as const),
    evidence: fc.constantFrom("observed" as const, "declared" as const, "checks" as const),
    kind: fc.constantFrom("full-review" as const, "manual-ack" as const, "manual-override" as const),
    at: time,
    findings: fc.array(finding, { maxLength: 3 }),
  })
  .map(({ requested, ...entry }) => ({
    ...entry,
    ...(requested !== undefined && { requested }),
    ...(entry.decision === "pass" && { findings: [] }),
  }));

/** An entry, with some of it changed. */
export function entryOf(changes: Partial<LockEntry> = {}): LockEntry {
  return {
    gate: "prose/clarity",
    gateVersion: "a".repeat(64),
    noteSha: "b".repeat(64),
    model: "claude-opus-4-8",
    decision: "warn",
    evidence: "observed",
    kind: "full-review",
    at: "2026-03-01T12:00:00.000Z",
    findings: [{ key: "0123456789abcdef", severity: "warn", message: "unclear", quote: "the term" }],
    ...changes,
  };
}
