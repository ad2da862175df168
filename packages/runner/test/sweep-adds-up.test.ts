import { listAcceptanceEvents, listRuns, verifyLedger } from "@review/db";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Execution } from "../src/index.ts";
import { endedBadly, prepareSweep, reviewed, runnerBy, runSweep } from "./sweep-setup.ts";

/** What an invocation may come to, the likelier the more often it is named. */
const ENDS = [
  "answer",
  "answer",
  "answer",
  "answer with a broken block",
  "garbage",
  "crashed",
  "rate-limited",
  "overloaded",
  "usage-exhausted",
  "interrupted by the person",
] as const;

it("reviewed, failed, skipped and not started are what was selected, whatever happens", async () => {
  const ends = fc.array(fc.constantFrom(...ENDS), { maxLength: 12 });
  const shape = fc.record({
    jobs: fc.integer({ min: 1, max: 4 }),
    batchSize: fc.integer({ min: 1, max: 3 }),
    maxFailures: fc.integer({ min: 1, max: 4 }),
    usd: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(ends, shape, fc.nat(5), async (script, { batchSize, usd, ...limits }, gone) => {
      const setup = await prepareSweep({ notes: 4, gateIds: ["prose/a", "prose/b"] });
      const interrupt = new AbortController();
      const runner = runnerBy(async (request, _, call): Promise<Partial<Execution>> => {
        await Promise.resolve();
        const telemetry = { costUsd: 1 };
        const how = script[call - 1] ?? "answer";
        switch (how) {
          case "answer":
            return { telemetry };
          case "answer with a broken block":
            return { telemetry, text: reviewed(request).text.replace("## Result: PASS", "Well.") };
          case "garbage":
            return { telemetry, text: "I would rather not." };
          case "interrupted by the person":
            interrupt.abort();
            return endedBadly({ how: "interrupted", message: "interrupted" });
          default:
            return endedBadly({ how, message: how });
        }
      });
      // A note that is not there (any more) by the time its turn comes.
      const notes = gone === 0 ? [...setup.notes, "notes/gone.md"] : setup.notes;
      const { summary, events } = await runSweep({ ...setup, notes }, runner, {
        ...limits,
        limits: { batchSize },
        budget: { usd },
        signal: interrupt.signal,
      });

      const { selected, reviewed: done, failed, skipped, notStarted, decisions, failures } = summary;
      expect(selected).toBe(notes.length * 2);
      expect(done + failed + skipped + notStarted).toBe(selected);
      expect(Math.min(done, failed, skipped, notStarted)).toBeGreaterThanOrEqual(0);
      expect(decisions.pass + decisions.warn + decisions.fail).toBe(done);
      expect(failures.flatMap(({ gateIds }) => gateIds)).toHaveLength(failed);
      expect(summary.invocations).toBe(runner.requests.length);
      if (notStarted > 0) expect(summary.stopped).toBeDefined();

      // The ledger says the same.
      expect(await listAcceptanceEvents(setup.ledger)).toHaveLength(done);
      expect(await listRuns(setup.ledger, { status: "running" })).toEqual([]);
      const failedRuns = await listRuns(setup.ledger, { status: "failed" });
      expect(failedRuns).toHaveLength(failures.length + summary.retriedRuns);

      // And so do the events.
      const of = (name: string) => events.filter(({ event }) => event === name);
      expect(of("run-failed")).toHaveLength(failedRuns.length);
      expect(of("pair-skipped")).toHaveLength(skipped);
      expect(of("batch-started")).toHaveLength(summary.invocations);
      expect(of("batch-finished")).toHaveLength(summary.invocations);
      expect(of("sweep-finished")).toHaveLength(1);
      expect(events.at(-1)).toEqual({ event: "sweep-finished", ...summary });
      expect((await verifyLedger(setup.ledger)).filter(({ violations }) => violations > 0)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
