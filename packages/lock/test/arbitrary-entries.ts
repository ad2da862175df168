import fc from "fast-check";
import type {
  AcceptedEntry,
  LockEntry,
  LockedFinding,
  LockedSample,
  WithdrawnEntry,
} from "../src/lock-entry.ts";

const sha = fc.stringMatching(/^[0-9a-f]{64}$/);
const filled = fc.string({ unit: "binary", minLength: 1 }).map((text) => `${text}x`);
const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2999-12-31"), noInvalidDate: true });
const time = day.map((date) => date.toISOString());

const severity = fc.constantFrom("warn" as const, "fail" as const);

const waived = fc.record(
  { severity, reason: filled, author: filled, until: time.map((text) => text.slice(0, 10)), at: time },
  { requiredKeys: ["reason"] },
);

const unwaived = fc.record({ reason: filled, author: filled, at: time }, { requiredKeys: ["reason", "at"] });

const finding: fc.Arbitrary<LockedFinding> = fc
  .record(
    {
      key: fc.stringMatching(/^[0-9a-f]{16}$/),
      severity,
      message: filled,
      quote: filled,
      settled: fc.oneof(
        waived.map((waived) => ({ waived })),
        unwaived.map((unwaived) => ({ unwaived })),
      ),
    },
    { requiredKeys: ["severity", "message"] },
  )
  .map(({ settled, ...rest }) => ({ ...rest, ...settled }));

const version = {
  gate: fc.stringMatching(/^[a-z]{1,4}(?:\/[a-z ]{1,4}x)?$/),
  gateVersion: sha,
  noteSha: sha,
  model: fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,8}$/),
  at: time,
};

const withdrawn: fc.Arbitrary<WithdrawnEntry> = fc.record({
  ...version,
  kind: fc.constant("withdrawn" as const),
  remark: filled,
});

const sample: fc.Arbitrary<LockedSample> = fc
  .record({
    reviewed: fc.integer({ min: 1, max: 99 }),
    more: fc.integer({ min: 1, max: 99 }),
    flipsAtMost: fc.nat(1),
  })
  .map(({ reviewed, more, flipsAtMost }) => ({
    reviewed,
    of: reviewed + more,
    flipsAtMost,
    confidence: 0.95,
  }));

const accepted: fc.Arbitrary<AcceptedEntry> = fc
  .record({
    ...version,
    requested: fc.option(fc.stringMatching(/^[a-z]{1,4}$/), { nil: undefined }),
    decision: fc.constantFrom("pass" as const, "warn" as const, "fail" as const),
    evidence: fc.constantFrom("observed" as const, "declared" as const, "checks" as const),
    kind: fc.constantFrom("full-review" as const, "manual-ack" as const, "manual-override" as const),
    remark: fc.option(fc.stringMatching(/^[a-z][ -~]{0,20}$/), { nil: undefined }),
    sample: fc.option(sample, { nil: undefined }),
    findings: fc.array(finding, { maxLength: 3 }),
  })
  .map(({ requested, remark, sample, ...entry }) => ({
    ...entry,
    ...(remark !== undefined && { remark }),
    ...(sample && { sample }),
    ...(requested !== undefined && { requested }),
    ...(entry.decision === "pass" && { findings: [] }),
    ...(entry.evidence === "checks" && { model: "checks" }),
  }));

/** Any entry that can stand in a lock. */
export const anyEntry: fc.Arbitrary<LockEntry> = fc.oneof({ weight: 4, arbitrary: accepted }, withdrawn);

/** An entry, with some of it changed. */
export function entryOf(changes: Partial<AcceptedEntry> = {}): AcceptedEntry {
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

/** That the same versions are taken back, at the same time or at that of another entry. */
export function withdrawnEntry({ at }: Pick<LockEntry, "at"> = entryOf()): WithdrawnEntry {
  const { gate, gateVersion, noteSha, model } = entryOf();
  return { gate, gateVersion, noteSha, model, kind: "withdrawn", at, remark: "not so" };
}
