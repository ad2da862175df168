import { expect, it } from "vitest";
import { consumptionOf, estimate, learn, learnFrom, noExperience } from "./estimate.ts";

it("takes input and output tokens together, cached ones being part of the input", () => {
  const usage = { inputTokens: 100, cachedInputTokens: 90, outputTokens: 10, reasoningTokens: 5 };
  expect(consumptionOf({ usage, costUsd: 0.1, durationMs: 5 })).toEqual({
    tokens: 110,
    costUsd: 0.1,
    durationMs: 5,
  });
  expect(consumptionOf({ usage: { outputTokens: 10 } })).toEqual({ tokens: 10 });
  expect(consumptionOf({ usage: {} }).tokens).toBeUndefined();
  expect(consumptionOf(undefined).tokens).toBeUndefined();
});

it("estimates by the average pair over those invocations that told", () => {
  const experience = learnFrom([
    { batchSize: 5, costUsd: 1, durationMs: 1_000 },
    { batchSize: 3, costUsd: 1 },
    { batchSize: 100, durationMs: 9_500 },
  ]);
  expect(estimate(experience, 8)).toEqual({ costUsd: 2, durationMs: 800 });
});

it("knows nothing without experience, or from what served no pair", () => {
  expect(estimate(noExperience, 5)).toEqual({});
  expect(estimate(learnFrom([{ costUsd: 1 }]), 5)).toEqual({});
  expect(estimate(learnFrom([{ costUsd: 9 }, { costUsd: 1, batchSize: 1 }]), 5)).toEqual({ costUsd: 5 });
});

it("learns as it goes on", () => {
  const experience = learn(learn(noExperience, { costUsd: 1 }, 1), { costUsd: 0 }, 1);
  expect(estimate(experience, 1)).toEqual({ costUsd: 0.5 });
});
