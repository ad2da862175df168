import { describe, expect, it } from "vitest";
import { TRAPS } from "../../src/conformance/traps.ts";
import { REVIEWERS, reviewForReal } from "./review-for-real.ts";

/** Ten starts, of which each may take as long as a test with one. */
const TEN_STARTS = { timeout: 600_000 };

describe.each(REVIEWERS)("$runner", ({ runner, choice }) => {
  it("hands each trap of the protocol on unharmed, and hands back what was printed", TEN_STARTS, async () => {
    await reviewForReal({ scenario: "ok" }, async ({ server, sandbox, run }) => {
      const [, , ...model] = choice;
      const { exitCode, stdout, stderr } = await run(["runners", "test", runner, ...model, "--json"]);
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
      const { ok, results } = JSON.parse(stdout);
      expect(results.filter(({ held }: { held: boolean }) => !held)).toEqual([]);
      expect([ok, results.length]).toEqual([true, TRAPS.length]);
      expect(server.requests()).toHaveLength(TRAPS.length);
      expect(sandbox.starts()).toHaveLength(TRAPS.length);
    });
  });
});
