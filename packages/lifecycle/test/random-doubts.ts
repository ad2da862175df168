import type { ModelId } from "@review/db";
import fc from "fast-check";
import type { ModelLedger } from "./model-ledger.ts";
import { maybe, modelId, mostly, often, plan } from "./planned-move.ts";

/** A review, mostly one of a completed run, by its turn from the last. */
const someReview = fc.record({ turn: fc.nat(3), isCompleted: often(fc.constant(true), fc.constant(false)) });

function reviewIn({ turn, isCompleted }: { turn: number; isCompleted: boolean }, { rows }: ModelLedger) {
  const statusOf = (runId: unknown) => rows.review_runs.find(({ id }) => id === runId)?.status;
  const some = rows.gate_reviews.filter((row) => !isCompleted || statusOf(row.review_run_id) === "completed");
  return some.at(-1 - (turn % Math.max(some.length, 1)));
}

/** Settling what tests of gates gave. */
export const settleQuarantines = fc
  .array(
    fc.record({
      review: someReview,
      under: often(fc.constant(undefined), modelId),
      holds: fc.boolean(),
      reason: mostly(fc.constantFrom("finds nothing", "too mild"), fc.constant(" ")),
      rests: mostly(fc.constant("on a review" as const), fc.constant("on nothing" as const)),
    }),
    { maxLength: 2 },
  )
  .map((spec) =>
    plan("settleQuarantines", spec, (tests, model) => ({
      tested: tests.flatMap(({ review, under, holds, reason, rests }) => {
        const row = reviewIn(review, model);
        if (!row) return [];
        const shares = { hits: { count: 1, of: 2 }, falseAlarms: { count: 0, of: 1 }, minHits: 0.8 };
        const reviews = rests === "on nothing" ? [] : [Number(row.id)];
        return [
          {
            gateId: String(row.gate_id),
            gateSha: String(row.gate_sha),
            modelId: under ?? (String(row.model_id) as ModelId),
            ...{ holds, reason, evidence: { reviews, ...shares, maxFalseAlarms: 0.1 } },
          },
        ];
      }),
    })),
  );

/** What a second reviewer says of findings, whether their runs are completed or not. */
export const recordOpinions = fc
  .record({
    modelId,
    telemetry: maybe(fc.constant({ invocationId: "k", costUsd: 0.5 })),
    about: fc.array(
      fc.record({
        turn: mostly<number | undefined>(fc.nat(3), fc.constant(undefined)),
        kind: fc.constantFrom("confirmed", "disputed"),
        reason: often(fc.constant("so it is "), fc.constant(" ")),
      }),
      { maxLength: 2 },
    ),
  })
  .map((spec) =>
    plan("recordOpinions", spec, ({ about, ...who }, { rows }) => ({
      ...who,
      runner: "second",
      opinions: about.map(({ turn, ...said }) => {
        const found = turn === undefined ? undefined : rows.findings.at(-1 - turn);
        return { ...said, findingId: Number(found?.id ?? 99) };
      }),
    })),
  );
