import type { Ledger } from "@review/db";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import fc from "fast-check";
import * as lifecycle from "../src/index.ts";
import { noteText } from "./model-findings.ts";
import type { Answer, ModelLedger } from "./model-ledger.ts";
import { actual, opus } from "./runs.ts";

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
  reopen: readonly lifecycle.ReopenOptions[];
  waive: lifecycle.WaiveOptions;
  unwaive: lifecycle.UnwaiveOptions;
  settleQuarantines: Parameters<typeof lifecycle.settleQuarantines>[1];
  recordOpinions: lifecycle.OpinionsInput;
  acknowledgeBySample: lifecycle.SampledAcknowledgement;
  attest: readonly (lifecycle.AttestedEntry | lifecycle.TakenBackEntry)[];
}

/** The model words no messages. */
async function attestForCodes(
  ledger: Ledger,
  entries: readonly (lifecycle.AttestedEntry | lifecycle.TakenBackEntry)[],
) {
  const { refused, ...result } = await lifecycle.attest(ledger, entries);
  return { ...result, refused: refused.map(({ code }) => code) };
}

/** A move whose options may depend on where the model is when its turn comes. */
export interface PlannedMove {
  whenAt: (model: ModelLedger) => Move;
  /** What a counterexample shows. */
  [fc.toStringMethod]: () => string;
}

/** Plans a move whose options are made of `spec` when its turn comes. */
export function plan<Name extends keyof MoveOptions, Spec>(
  name: Name,
  spec: Spec,
  optionsOf: (spec: Spec, model: ModelLedger) => MoveOptions[Name],
): PlannedMove {
  const functions: {
    [Each in keyof MoveOptions]: (ledger: Ledger, options: MoveOptions[Each]) => Promise<unknown>;
  } = { ...lifecycle, attest: attestForCodes };
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

export const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
export const mostly = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: odd });
/** The same where several things must come together before the odd one shows. */
export const often = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: usual }, { weight: 1, arbitrary: odd });

export const notePath = fc.constantFrom("n.md", "o.md");
export const gateId = fc.constantFrom("a", "b", "c", "d");
export const modelId = fc.constantFrom(opus, actual);
// Versions come back, as after a switch of branches, and note and gate change apart.
export const version = fc.constantFrom("first", "second");

export const pairNow = fc.record({ notePath, gateId, noteVersion: version, gateVersion: version });
export type PairSpec = typeof pairNow extends fc.Arbitrary<infer T> ? T : never;

export const shasOf = ({ notePath, gateId, noteVersion, gateVersion }: PairSpec) => ({
  notePath,
  gateId,
  noteSha: snapshotOf(noteText(noteVersion, notePath)).sha,
  gateSha: snapshotOf(`${gateVersion} gate ${gateId}`).sha,
});
