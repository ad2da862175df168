import { listRuns } from "@review/db";
import { API_PROVIDERS } from "@review/db/vocabulary";
import { describe, expect, it, onTestFinished } from "vitest";
import { KEY, runnerAt } from "./api-setup.ts";
import { startModelServer } from "./model-server/start-model-server.mjs";
import { acceptedPairs, prepareSweep, runSweep } from "./sweep-setup.ts";

/** Sweeps four notes, two in a prompt, through a service that refuses its first requests. */
async function sweepThrough(provider: (typeof API_PROVIDERS)[number], busy: number[]) {
  const server = await startModelServer({ busy });
  onTestFinished(() => server.close());
  const setup = await prepareSweep({ notes: 4 });
  // The sweep has no environment here, and so no key.
  const inner = runnerAt(server.url, provider);
  const execute: typeof inner.execute = (request, context) =>
    inner.execute(request, { ...context, environment: { THE_KEY: KEY } });
  const swept = await runSweep(setup, { ...inner, execute });
  return { ...setup, ...swept, server };
}

describe("a sweep through a service that asks to wait", () => {
  it.each(API_PROVIDERS)(
    "waits as long as %s asks, or longer, and asks for the same pairs again",
    async (provider) => {
      const { summary, events, pauses, server, ledger } = await sweepThrough(provider, [42, 3]);
      // The second time it asks for less than the back-off takes anyway.
      expect(pauses).toEqual([42_000, 10_000]);
      expect(summary).toMatchObject({ reviewed: 4, failed: 0, notStarted: 0, retriedRuns: 4, failures: [] });
      // The library asks nothing again by itself.
      expect(server.requests()).toHaveLength(4);
      expect(events.filter(({ event }) => event === "paused")).toMatchObject([
        { seconds: 42, jobs: 1, reason: expect.stringContaining("limits how much may be asked at a time") },
        { seconds: 10, jobs: 1 },
      ]);
      expect(await acceptedPairs(ledger, "opus")).toHaveLength(4);
      expect(await listRuns(ledger, { status: "failed" })).toHaveLength(4);
    },
  );

  it("gives up after six refusals", async () => {
    const { summary, server } = await sweepThrough("openai-compatible", Array(9).fill(1));
    expect(summary.stopped).toMatchObject({
      why: "rate-limited",
      message: expect.stringContaining("(asked 6 times)"),
    });
    expect(server.requests()).toHaveLength(6);
  });
});
