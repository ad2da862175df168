import { listAcceptanceEvents } from "@review/db";
import { describe, expect, it } from "vitest";
import { REVIEWERS, reviewForReal } from "./review-for-real.ts";

const NOTE = "kb/notes/first.md";

/** How each scenario ends: the exit code of the command, and what the reason says. */
const FAILURES = [
  { scenario: "auth-401", exitCode: 3, reason: /login|key|log in/i },
  { scenario: "rate-429", exitCode: 1, reason: /limit/i },
  { scenario: "usage-limit", exitCode: 3, reason: /usage limit|used up/i },
  { scenario: "overloaded", exitCode: 1, reason: /overloaded|capacity/i },
  { scenario: "too-long", exitCode: 1, reason: /prompt is too long/i },
  { scenario: "refusal", exitCode: 1, reason: /refused|broke off/i },
  { scenario: "cut", exitCode: 1, reason: /broke off|cut|lost/i },
  { scenario: "empty", exitCode: 1, reason: /without any text|no text|empty/i },
] as const;

describe.each(REVIEWERS)("$runner", ({ runner, choice }) => {
  it.each(FAILURES)("fails the run in scenario $scenario", async ({ scenario, exitCode, reason }) => {
    // Only logins of a plan have a usage limit; the API has a rate limit.
    await reviewForReal(
      { scenario, claudeLogin: "subscription" },
      async ({ run, recordedRuns, readLedger }) => {
        const said = await run(["bundle", NOTE, "prose", ...choice]);
        expect(said.stdout).toBe("");
        expect(said.stderr.trimEnd().split("\n").at(-1)).toMatch(/^error: run 1 failed: /);
        expect(said.exitCode).toBe(exitCode);
        const runs = await recordedRuns();
        expect(runs).toMatchObject([
          { status: "failed", gateReviews: [], telemetry: { runner, batchSize: 2 } },
        ]);
        expect(runs[0]?.failureReason).toMatch(reason);
        expect(runs[0]?.failureReason).not.toContain("\n");
        expect(runs[0]?.debugLog).not.toBe("");
        expect(await readLedger((ledger) => listAcceptanceEvents(ledger))).toEqual([]);
      },
    );
  });

  it("stops a sweep when the plan's usage is exhausted", async () => {
    await reviewForReal(
      { scenario: "usage-limit", claudeLogin: "subscription" },
      async ({ sandbox, run }) => {
        const sweep = ["sweep", "prose", ...choice, "--batch-size", "1", "--jobs", "1"];
        expect((await run(sweep)).exitCode).toBe(3);
        expect(sandbox.starts()).toHaveLength(1);
      },
    );
  });

  it("ends a reviewer that takes too long", async () => {
    await reviewForReal({ scenario: "stall" }, async ({ run, recordedRuns }) => {
      expect((await run(["bundle", NOTE, "prose", ...choice, "--timeout", "4"])).exitCode).toBe(1);
      const [recorded] = await recordedRuns();
      expect(recorded).toMatchObject({ status: "failed", gateReviews: [] });
      expect(recorded?.failureReason).toMatch(/time/);
    });
  });

  it.each([
    ["bundle", NOTE],
    ["sweep", "--jobs=2"],
  ])("ends everything at Ctrl-C: %s", async (...command) => {
    await reviewForReal({ scenario: "stall" }, async ({ server, sandbox, run, recordedRuns }) => {
      const isStalled = () => server.requests().length > 0;
      const { exitCode } = await run([...command, "prose", ...choice], isStalled);
      expect(exitCode).toBe(130);
      expect(sandbox.starts().length).toBeGreaterThan(0);
      const runs = await recordedRuns();
      // What had come of the answer may hold all that one of the runs was asked for: that one counts.
      const rest = runs.filter(({ status }) => status !== "completed");
      expect(rest.length).toBeGreaterThan(0);
      for (const { status, failureReason } of rest) {
        expect([status, failureReason]).toEqual(["failed", expect.stringMatching(/interrupted/)]);
      }
    });
  });
});
