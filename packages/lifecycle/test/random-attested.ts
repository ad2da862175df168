import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import fc from "fast-check";
import type { AttestedFinding } from "../src/index.ts";
import { newKey, noteText, WORDS } from "./model-findings.ts";
import { gateId, maybe, modelId, mostly, notePath, plan, version } from "./planned-move.ts";
import { gateOf } from "./runs.ts";

/** Before all that is decided here, in between, and to come. */
const at = mostly(
  fc.constantFrom("2025-12-31T12:00:00.000Z", "2026-03-01T12:00:03.500Z", "2026-03-01T12:00:07.500Z"),
  fc.constantFrom("2999-01-01T00:00:00.000Z"),
);
const badTime = fc.constant("yesterday");

const unwaived = fc.record({ reason: fc.constant(" counts there "), author: maybe(fc.constant("they")), at });

const waived = fc.record({
  at: maybe(at),
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
  unwaived: mostly(fc.constant(undefined), unwaived),
});
type Drafted = typeof finding extends fc.Arbitrary<infer T> ? T : never;

/** Its key is the one that a review of the ledger's own would give. */
function toFinding(pair: { notePath: string; gateId: string }, drafted: Drafted): AttestedFinding {
  const { words, severity, isRemark, waived, unwaived } = drafted;
  const key = newKey({ note_path: pair.notePath, gate_id: pair.gateId }, words ?? "nothing");
  return {
    ...(isRemark ? {} : { key, ...(waived && { waived }), ...(unwaived && { unwaived }) }),
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
  at: mostly(at, badTime),
  takenBack: mostly(fc.constant(undefined), fc.constantFrom(" not so ", " ")),
  found: fc.array(finding, { maxLength: 2 }),
});

/** Taking in what the lock says, which may be of both sides of a merge. */
export const attest = fc.array(entry, { maxLength: 6 }).map((spec) =>
  plan("attest", spec, (entries) =>
    entries.map(({ notePath, gateId, noteVersion, gateVersion, found, decision, takenBack, ...told }) => {
      const note = snapshotOf(noteText(noteVersion, notePath));
      const gate = gateOf(gateId, `${gateVersion} gate ${gateId}`);
      if (takenBack !== undefined) {
        const { modelId, at } = told;
        return {
          notePath,
          note: { sha: note.sha },
          gate: { gateId, sha: gate.sha },
          modelId,
          at,
          remark: takenBack,
        };
      }
      const worst = ["fail", "warn"].find((each) => found.some(({ severity }) => severity === each));
      return {
        ...told,
        notePath,
        note,
        gate,
        decision: decision === "worst" ? ((worst ?? "pass") as "pass") : decision,
        findings: found.map((each) => toFinding({ notePath, gateId }, each)),
      };
    }),
  ),
);
