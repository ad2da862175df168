import { describe, expect, it } from "vitest";
import type { Execution } from "../src/index.ts";
import { acceptedPairs, endedBadly, prepareSweep, reviewed, runnerBy, runSweep } from "./sweep-setup.ts";

/** A first reviewer that warns of all, and a second one that answers so, `call` by `call`. */
function twoReviewers(second: (call: number) => Partial<Execution> | undefined) {
  let calls = 0;
  return runnerBy(async (request) => {
    if (request.model === "opus") return reviewed(request, {}, () => "WARN");
    calls += 1;
    return second(calls) ?? reviewed(request, {}, () => "FAIL");
  });
}

const limited = endedBadly({ how: "rate-limited", message: "slow down" });
const OPTIONS = { limits: { batchSize: 1 }, confirm: "haiku" };

describe("a second reviewer", () => {
  it("that asks for patience is waited for, longer each time, and what it was not asked about counts", async () => {
    const setup = await prepareSweep({ notes: 4 });
    const { summary, pauses, events } = await runSweep(
      setup,
      twoReviewers((call) => (call < 3 ? limited : undefined)),
      OPTIONS,
    );
    expect(pauses).toEqual([5_000, 10_000]);
    expect(summary).toMatchObject({ reviewed: 4, failed: 0, retriedRuns: 0, invocations: 8 });
    expect(summary.second).toEqual({ asked: 4, answered: 2, disputed: 2 });
    expect(events).toContainEqual({
      event: "paused",
      seconds: 5,
      jobs: 1,
      reason: "the second reviewer: slow down",
    });
    expect(events.filter(({ event }) => event === "second-opinion")).toMatchObject([
      { asked: 1, answered: 0, disputed: 0, problem: "slow down" },
      { answered: 0 },
      { answered: 1, disputed: 1 },
      { answered: 1 },
    ]);
  });

  it.each(["unknown-model", "auth", "usage-exhausted"] as const)(
    "that cannot be asked at all ends the sweep: %s",
    async (how) => {
      const setup = await prepareSweep({ notes: 4 });
      const refused = endedBadly({ how, message: "not this one" });
      const { summary } = await runSweep(
        setup,
        twoReviewers(() => refused),
        OPTIONS,
      );
      expect(summary).toMatchObject({ reviewed: 1, failed: 0, notStarted: 3 });
      expect(summary.stopped).toMatchObject({ why: how, message: "the second reviewer: not this one" });
      expect(await acceptedPairs(setup.ledger, "opus")).toHaveLength(1);
    },
  );

  it.each<[what: string, answer: Partial<Execution>]>([
    ["dies", endedBadly({ how: "crashed", message: "ended by SIGKILL" })],
    ["answers nonsense", { text: "lorem ipsum" }],
    ["says yes and no in prose", { text: "Yes, it holds. No, the other one does not: FAIL." }],
  ])("that %s disputes nothing, and the sweep goes on", async (_, answer) => {
    const setup = await prepareSweep({ notes: 2 });
    const { summary, pauses } = await runSweep(
      setup,
      twoReviewers(() => answer),
      OPTIONS,
    );
    expect(summary).toMatchObject({ reviewed: 2, second: { asked: 2, answered: 0, disputed: 0 } });
    expect([pauses, summary.stopped]).toEqual([[], undefined]);
  });
});
