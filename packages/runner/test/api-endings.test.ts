import { listRuns } from "@review/db";
import { API_PROVIDERS } from "@review/db/vocabulary";
import { describe, expect, it, onTestFinished } from "vitest";
import { ENDINGS } from "./api-endings.ts";
import { KEY, runnerAt } from "./api-setup.ts";
import { startModelServer } from "./model-server/start-model-server.mjs";
import { prepareSweep, runSweep } from "./sweep-setup.ts";

// The exit codes and what is printed: `api-endings-program.test.ts`.

/** What is refused before the model has done anything costs nothing; what broke off may have cost something. */
const UNPAID = ["auth-401", "unknown-model", "no-credit", "rate-429", "overloaded", "too-long", "page"];

describe.each(API_PROVIDERS)("a sweep through %s", (provider) => {
  it.each(ENDINGS)("in scenario $scenario ends by $how, and stops by $stops", async (ending) => {
    const { scenario, how, stops, asked, words } = ending;
    const server = await startModelServer({ scenario });
    onTestFinished(() => server.close());
    const setup = await prepareSweep({ notes: 1, gateIds: ["prose/a", "prose/b"] });
    const inner = runnerAt(server.url, provider);
    // The sweep has no environment here, and so no key.
    const execute: typeof inner.execute = (request, context) =>
      inner.execute(request, { ...context, environment: { THE_KEY: KEY } });
    const options = { repair: true, limits: { groupBy: "note" } } as const;
    const { summary, events } = await runSweep(setup, { ...inner, execute }, options);
    expect(server.requests()).toHaveLength(asked);
    expect(summary.stopped?.why).toBe(stops);
    const runs = await listRuns(setup.ledger);
    expect(new Set(runs.map(({ status }) => status))).toEqual(new Set([how ? "failed" : "completed"]));
    if (scenario !== "overload-midway")
      expect(runs.some(({ telemetry }) => telemetry?.unpaid)).toBe(UNPAID.includes(scenario));
    const told = [summary.stopped?.message, ...runs.map(({ failureReason }) => failureReason)];
    if (how) expect(told).toContainEqual(expect.stringMatching(words));
    else expect(events).toContainEqual(expect.objectContaining({ event: "repair-started", pairs: 2 }));
  });
});
