import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import fc from "fast-check";
import type { AttestedFinding } from "../src/index.ts";
import { newKey, noteText, WORDS } from "./model-findings.ts";
import { gateId, maybe, modelId, mostly, notePath, plan, version } from "./planned-move.ts";
import { gateOf } from "./runs.ts";

const waived = fc.record({
  reason: fc.constant("meant there"),
  author: maybe(fc.constant("they")),
  severity: maybe(fc.constantFrom("warn" as const, "fail" as const)),
  until: mostly(fc.constantFrom(undefined, "2026-03-01"), fc.constant("2026-02-28")),
});

const finding = fc.record({
  words: mostly(fc.constantFrom(...WORDS), fc.constantFrom("never said", undefined)),
  severity: fc.constantFrom("warn" as const, "fail" as const),
  isRemark: mostly(fc.constant(false), fc.constant(true)),
  waived: fc.option(waived, { nil: undefined }),
});
type Drafted = typeof finding extends fc.Arbitrary<infer T> ? T : never;

/** Its key is the one that a review of the ledger's own would give. */
function toFinding(pair: { notePath: string; gateId: string }, drafted: Drafted): AttestedFinding {
  const { words, severity, isRemark, waived } = drafted;
  const key = newKey({ note_path: pair.notePath, gate_id: pair.gateId }, words ?? "nothing");
  return {
    ...(isRemark ? {} : { key, ...(waived && { waived }) }),
    ...{ severity, message: `found by ${key}`, quotes: words === undefined ? [] : [words] },
  };
}

const entry = fc.record({
  ...{ notePath, gateId, modelId, noteVersion: version, gateVersion: version },
  decision: mostly(
    fc.constantFrom("worst" as const),
    fc.constantFrom("pass", "warn", "fail", "error" as "fail"),
  ),
  evidence: fc.constantFrom("observed", "declared"),
  kind: fc.constantFrom("full-review", "trivial-change-ack", "manual-override", "attested"),
  at: mostly(fc.constant("2025-12-31T12:00:00.000Z"), fc.constant("yesterday")),
  found: fc.array(finding, { maxLength: 2 }),
});

/** Taking in what the lock says, which may be of both sides of a merge. */
export const attest = fc.array(entry, { maxLength: 6 }).map((spec) =>
  plan("attest", spec, (entries) =>
    entries.map(({ notePath, gateId, noteVersion, gateVersion, found, decision, ...told }) => {
      const worst = ["fail", "warn"].find((each) => found.some(({ severity }) => severity === each));
      return {
        ...told,
        notePath,
        note: snapshotOf(noteText(noteVersion, notePath)),
        gate: gateOf(gateId, `${gateVersion} gate ${gateId}`),
        decision: decision === "worst" ? ((worst ?? "pass") as "pass") : decision,
        findings: found.map((each) => toFinding({ notePath, gateId }, each)),
      };
    }),
  ),
);
