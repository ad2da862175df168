import type { ExecutionData, Ledger, ModelEvidence } from "@review/db";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import fc from "fast-check";
import * as lifecycle from "../src/index.ts";
import type { Answer, ModelLedger } from "./model-ledger.ts";
import { actual, gateOf, opus } from "./runs.ts";

/** One move, ready to be made on the real ledger and on the model. */
export interface Move {
  name: keyof MoveOptions;
  onReal: (ledger: Ledger) => Promise<unknown>;
  onModel: (model: ModelLedger, now: string) => Answer;
}

interface MoveOptions {
  createRun: lifecycle.CreateRunOptions;
  writeGateReviews: { runId: number; gateReviews: lifecycle.WriteInput[] };
  recordAndFinalizeRun: lifecycle.FinalizeRunOptions;
  failRun: lifecycle.FailRunOptions;
  attachExecutionData: lifecycle.AttachExecutionDataOptions;
  acknowledge: lifecycle.AcknowledgeOptions;
}

/** A move whose options may depend on where the model is when its turn comes. */
export interface PlannedMove {
  whenAt: (model: ModelLedger) => Move;
  /** What a counterexample shows. */
  [fc.toStringMethod]: () => string;
}

function plan<Name extends keyof MoveOptions, Spec>(
  name: Name,
  spec: Spec,
  optionsOf: (spec: Spec, model: ModelLedger) => MoveOptions[Name],
): PlannedMove {
  const functions: {
    [Each in keyof MoveOptions]: (ledger: Ledger, options: MoveOptions[Each]) => Promise<unknown>;
  } = lifecycle;
  return {
    whenAt: (model) => {
      const options = optionsOf(spec, model);
      return {
        name,
        onReal: (ledger) => functions[name](ledger, options),
        onModel: (model, now) =>
          model.answer(now, (on: { [Each in keyof MoveOptions]: (options: MoveOptions[Each]) => unknown }) =>
            on[name](options),
          ),
      };
    },
    [fc.toStringMethod]: () => `${name} ${fc.stringify(spec)}`,
  };
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const mostly = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: odd });

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

const notePath = fc.constantFrom("n.md", "o.md");
const gateId = fc.constantFrom("a", "b", "c", "d");
const modelId = fc.constantFrom(opus, actual);
const version = fc.constantFrom("first", "second");

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
});
type Verdict = typeof verdict extends fc.Arbitrary<infer T> ? T : never;

const judgements = fc.record({
  /** Judge what is still missing, or all of the run's gates, or these. */
  gates: fc.oneof(
    fc.constant("missing" as const),
    fc.constant("all" as const),
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
    const { shaOf, ...review } = chosen;
    const gateSha = shaOf === "captured" ? captured.get(gateId) : snapshotOf("another version").sha;
    return [{ gateId, ...review, ...(shaOf !== "no version" && { gateSha }) }];
  });
}

const createRun = fc
  .record({
    notePath,
    modelId,
    version,
    gates: mostly(
      fc.uniqueArray(gateId, { minLength: 1, maxLength: 4 }),
      fc.constantFrom<("a" | "b" | "c" | "d")[]>([], ["a", "a"]),
    ),
    isTampered: mostly(fc.constant(false), fc.constant(true)),
  })
  .map((spec) =>
    plan("createRun", spec, ({ notePath, modelId, version, gates, isTampered }) => {
      const note = snapshotOf(`${version} ${notePath}`);
      return {
        notePath,
        modelId,
        runner: "r",
        note: isTampered ? { ...note, text: "tampered" } : note,
        gates: gates.map((gateId) => gateOf(gateId, `${version} gate ${gateId}`)),
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
    reason: mostly(fc.constant("some reason"), fc.constant(" ")),
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

const acknowledge = fc
  .record({
    pairs: fc.array(fc.tuple(notePath, gateId, version), { maxLength: 2 }),
    modelId,
    how: fc.oneof(
      fc.record({
        kind: fc.constantFrom("trivial-change-ack", "gate-migration"),
        overrideDecision: mostly(fc.constant(undefined), fc.constant("pass")),
        remark: fc.constantFrom(undefined, " ", " why "),
      }),
      fc.record({
        kind: fc.constant("manual-override"),
        overrideDecision: mostly(fc.constantFrom("pass", "fail"), fc.constant(undefined)),
        remark: mostly(fc.constant("why "), fc.constantFrom(undefined, " ")),
      }),
    ),
    keepsText: fc.boolean(),
  })
  .map((spec) =>
    plan("acknowledge", spec, ({ pairs, keepsText, how, modelId }) => ({
      ...how,
      modelId,
      pairs: pairs.map(([notePath, gateId, version]) => ({
        notePath,
        gateId,
        noteSha: snapshotOf(`${version} ${notePath}`).sha,
        gateSha: snapshotOf(`${version} gate ${gateId}`).sha,
      })),
      ...(keepsText && {
        snapshots: pairs.map(([notePath, , version]) => snapshotOf(`${version} ${notePath}`)),
      }),
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
        { weight: 1, arbitrary: failRun },
        { weight: 2, arbitrary: attachExecutionData },
        { weight: 3, arbitrary: acknowledge },
      ),
      { maxLength: 29, size: "max" },
    ),
  )
  .map(([first, others]) => [first, ...others]);
