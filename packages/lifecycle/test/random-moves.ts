import type { ExecutionData, ModelEvidence } from "@review/db";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import fc from "fast-check";
import type * as lifecycle from "../src/index.ts";
import { noteText, WORDS } from "./model-findings.ts";
import type { ModelLedger } from "./model-ledger.ts";
import {
  gateId,
  maybe,
  modelId,
  mostly,
  notePath,
  often,
  type PlannedMove,
  plan,
  version,
} from "./planned-move.ts";
import { acknowledge, reopen } from "./random-acceptances.ts";
import { attest } from "./random-attested.ts";
import { recordOpinions, settleQuarantines } from "./random-doubts.ts";
import { acknowledgeBySample } from "./random-samples.ts";
import { unwaive, waive } from "./random-waivers.ts";
import { gateOf } from "./runs.ts";

/** Which run a move is about: one of those still running, where there is one, or of all, or none at all. */
const target = fc.record({
  turn: fc.nat(2),
  among: fc.oneof(
    { weight: 8, arbitrary: fc.constant("running" as const) },
    { weight: 3, arbitrary: fc.constant("all" as const) },
    { weight: 1, arbitrary: fc.constant("none" as const) },
  ),
});
type Target = typeof target extends fc.Arbitrary<infer T> ? T : never;

function runIdOf({ turn, among }: Target, { rows }: ModelLedger): number {
  const all = rows.review_runs;
  const running = all.filter((run) => run.status === "running");
  const candidates = among === "running" && running.length > 0 ? running : all;
  const chosen = among === "none" ? undefined : candidates[turn % candidates.length];
  return Number(chosen?.id ?? 99);
}

const executionData: fc.Arbitrary<ExecutionData> = fc.record(
  {
    telemetry: fc.record(
      { invocationId: fc.constantFrom("i", "j"), requestedModelId: modelId, exitCode: fc.nat(2) },
      { requiredKeys: [] },
    ),
    rawBundleMarkdown: fc.constantFrom("", "bundle"),
    debugLog: fc.constantFrom("log", "another log"),
  },
  { requiredKeys: [] },
);

const verdict = fc.record({
  decision: mostly(fc.constantFrom("pass", "warn", "fail"), fc.constantFrom("error", "unknown" as "error")),
  rationaleMarkdown: mostly(fc.constant("because"), fc.constant(" \n")),
  evidence: mostly<unknown>(fc.constantFrom(undefined, { quote: "x" }), fc.constant(1n)),
  shaOf: mostly(fc.constantFrom("no version", "captured"), fc.constant("another version")),
  replace: maybe(fc.boolean()),
  found: often(fc.constantFrom("one", "two"), fc.constantFrom("nothing", "invented", "unquoted")),
});
type Verdict = typeof verdict extends fc.Arbitrary<infer T> ? T : never;

const judgements = fc.record({
  /** Judge what is still missing, or all of the run's gates, or these. */
  gates: fc.oneof(
    fc.constant("missing" as const),
    { weight: 3, arbitrary: fc.constant("all" as const) },
    fc.array(gateId, { maxLength: 3 }),
  ),
  /** One per gate, the last one for all further gates. */
  verdicts: fc.array(verdict, { minLength: 1, maxLength: 4 }),
});

function judge(
  model: ModelLedger,
  runId: number,
  { gates, verdicts }: { gates: "missing" | "all" | string[]; verdicts: Verdict[] },
): lifecycle.WriteInput[] {
  const captured = new Map(model.gatesOf(runId).map((row) => [String(row.gate_id), String(row.gate_sha)]));
  const written = model.writtenIn(runId).map((row) => row.gate_id);
  const asked = [...captured.keys()];
  const ids =
    gates === "missing" ? asked.filter((id) => !written.includes(id)) : gates === "all" ? asked : gates;
  return ids.flatMap((gateId, index) => {
    const chosen = verdicts[index] ?? verdicts.at(-1);
    if (!chosen) return [];
    const { shaOf, found, ...review } = chosen;
    const gateSha = shaOf === "captured" ? captured.get(gateId) : snapshotOf("another version").sha;
    const findings = findingsOf(review.decision, found);
    return [{ gateId, ...review, ...findings, ...(shaOf !== "no version" && { gateSha }) }];
  });
}

function findingsOf(decision: string, found: Verdict["found"]): Pick<lifecycle.GateReviewInput, "findings"> {
  const [stays, remains] = WORDS;
  const warn = { severity: "warn", message: "found", quotes: [stays] } as const;
  if (found === "invented") return { findings: [{ ...warn, quotes: ["never said"] }] };
  if (found === "unquoted") return { findings: [{ ...warn, quotes: [] }] };
  // The text of the judgement lists nothing.
  if (found === "nothing" || (decision !== "warn" && decision !== "fail")) return {};
  const worst = { severity: decision, message: "found", quotes: [remains] } as const;
  return { findings: found === "one" ? [worst] : [warn, worst] };
}

const createRun = fc
  .record({
    notePath,
    modelId,
    noteVersion: version,
    gateVersion: version,
    gates: mostly(
      fc.uniqueArray(gateId, { minLength: 1, maxLength: 4 }),
      fc.constantFrom<("a" | "b" | "c" | "d")[]>([], ["a", "a"]),
    ),
    isTampered: mostly(fc.constant(false), fc.constant(true)),
  })
  .map((spec) =>
    plan("createRun", spec, ({ notePath, modelId, noteVersion, gateVersion, gates, isTampered }) => {
      const note = snapshotOf(noteText(noteVersion, notePath));
      return {
        notePath,
        modelId,
        runner: "r",
        note: isTampered ? { ...note, text: "tampered" } : note,
        gates: gates.map((gateId) => gateOf(gateId, `${gateVersion} gate ${gateId}`)),
      };
    }),
  );

const writeGateReviews = fc.record({ target, judged: judgements }).map((spec) =>
  plan("writeGateReviews", spec, ({ target, judged }, model) => {
    const runId = runIdOf(target, model);
    return { runId, gateReviews: judge(model, runId, judged) };
  }),
);

const recordAndFinalizeRun = fc
  .record({
    target,
    judged: judgements,
    actualModelId: maybe(modelId),
    modelEvidence: mostly<ModelEvidence | undefined>(
      fc.constantFrom(undefined, "observed", "declared"),
      fc.constant("self-reported" as "observed"),
    ),
    requireModel: mostly(fc.constant(undefined), fc.boolean()),
    executionData: maybe(executionData),
  })
  .map((spec) =>
    plan("recordAndFinalizeRun", spec, ({ judged, target, ...options }, model) => {
      const runId = runIdOf(target, model);
      const gateReviews = judge(model, runId, judged).map(({ replace: _, ...review }) => review);
      return { ...options, runId, gateReviews };
    }),
  );

const failRun = fc
  .record({
    target,
    reason: often(fc.constant("some reason"), fc.constant(" ")),
    executionData: maybe(executionData),
  })
  .map((spec) =>
    plan("failRun", spec, ({ target, ...options }, model) => ({ ...options, runId: runIdOf(target, model) })),
  );

const attachExecutionData = fc.record({ target, data: executionData }).map((spec) =>
  plan("attachExecutionData", spec, ({ target, data }, model) => ({
    runId: runIdOf(target, model),
    ...data,
  })),
);

/** Any sequence of moves on some runs of 1 to 4 gates, mostly sensible ones. */
export const moves: fc.Arbitrary<PlannedMove[]> = fc
  .tuple(
    createRun,
    fc.array(
      fc.oneof(
        { weight: 2, arbitrary: createRun },
        { weight: 4, arbitrary: writeGateReviews },
        { weight: 4, arbitrary: recordAndFinalizeRun },
        { weight: 2, arbitrary: failRun },
        { weight: 2, arbitrary: attachExecutionData },
        { weight: 4, arbitrary: acknowledge },
        { weight: 2, arbitrary: reopen },
        { weight: 3, arbitrary: waive },
        { weight: 2, arbitrary: unwaive },
        { weight: 3, arbitrary: attest },
        { weight: 3, arbitrary: settleQuarantines },
        { weight: 2, arbitrary: recordOpinions },
        { weight: 4, arbitrary: acknowledgeBySample },
      ),
      { maxLength: 29, size: "max" },
    ),
  )
  .map(([first, others]) => [first, ...others]);
