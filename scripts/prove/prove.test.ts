import { expect, it } from "vitest";
import { reproduction, runProof } from "./proof.mjs";
import { proofs } from "./proofs.mjs";

/** Always the same, so that a test that broke breaks again. `pnpm prove` takes a new one each time. */
const SEED = 1;

// The model check is a test of its own, packages/lifecycle/test/model.test.ts.
it.each(proofs.filter(({ name }) => name !== "model"))("$name: $title", { tags: ["slow"] }, async (proof) => {
  const outcome = await runProof(proof, { size: "short", seed: SEED });
  const broken = outcome.failures.map(({ number, name, error }) => ({
    name,
    error: String(error),
    again: reproduction(outcome, number, "short"),
  }));
  expect(broken).toEqual([]);
  expect(outcome.trials).toBeGreaterThan(0);
});
