import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { expect, it } from "vitest";

import { endedBadly, gateway, prepareSweep, runnerBy, runSweep } from "./sweep-setup.ts";

it("a ledger that fails ends what runs and is the error, without waiting out a pause", async () => {
  const folder = scratchFolder();
  const url = `${folder}/ledger.sqlite`;
  const setup = await prepareSweep({ notes: 6, url });
  const [others, paused] = [gateway(), gateway()];
  let ended = 0;
  const runner = runnerBy(async (_, { signal }, call) => {
    if (call === 1) {
      await others.opened;
      return endedBadly({ how: "rate-limited", message: "slow down", retryAfterSeconds: 3_600 });
    }
    if (call === 3) {
      others.open();
      await paused.opened;
      new Database(url).exec("ALTER TABLE review_runs RENAME TO lost").close();
      return {};
    }
    await new Promise((end) => signal.addEventListener("abort", end));
    ended += 1;
    return endedBadly({ how: "interrupted", message: "interrupted" });
  });
  const sweeping = runSweep(setup, runner, {
    jobs: 3,
    limits: { batchSize: 1 },
    wait: undefined,
    onEvent: ({ event }) => event === "paused" && paused.open(),
  });
  await expect(sweeping).rejects.toMatchObject({ code: "ledger-unavailable" });
  expect(ended).toBe(1);
  expect(runner.requests).toHaveLength(3);
});
