import { initLedger } from "@review/db";
import { hasPostgres, scratchDatabase } from "@review/test-kit/scratch-database.ts";
import type { SharedSweepEntry } from "@review/views";
import { describe, expect, it, vi } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { startUi, WAIT } from "./start-ui.ts";
import { ENVIRONMENT, makeSweepTree } from "./sweep-tree.ts";

const SWEEP = [
  "sweep",
  "--all-gates",
  "--runner",
  "warning",
  "--model",
  "opus",
  "--batch-size",
  "2",
  "--shared",
];

/** A tree whose ledger is on a server, and an open page of it. */
async function startPage() {
  const tree = makeSweepTree({ notes: 2 });
  const database = await scratchDatabase({
    name: "shared",
    build: (url) => initLedger(url, { grantTo: ["clerk"] }),
  });
  const REVIEW_DB = database.url("clerk");
  const run = (...args: string[]) =>
    nestedHere(tree.root, args, { environment: { ...ENVIRONMENT, REVIEW_DB } });
  const sweeps = async () => JSON.parse((await run("sweeps", "--json")).stdout).sweeps as SharedSweepEntry[];
  const ui = await startUi(tree.root, ["--trust"], { REVIEW_DB });
  return { run, sweeps, ...ui };
}

describe.skipIf(!hasPostgres)("the live page of a ledger on a server", () => {
  it("has the shared sweeps that `sweeps` prints, and is told as they go on", async () => {
    const { run, sweeps, page, listen, started } = await startPage();
    expect((await page()).sweeps).toBeUndefined();
    const events = listen();
    const told = () => events.flatMap((event) => (event.kind === "sweeps" ? [event.sweeps] : []));
    expect(await run(...SWEEP)).toMatchObject({ exitCode: 0 });
    await vi.waitFor(
      () => expect(told().at(-1)).toMatchObject([{ sweepId: 1, state: "open", open: 4 }]),
      WAIT,
    );
    expect(await run("work", "--jobs", "1")).toMatchObject({ exitCode: 0 });
    const finished = await sweeps();
    expect(finished).toMatchObject([{ state: "finished", reviewed: 4, open: 0 }]);
    await vi.waitFor(() => expect(told().at(-1)).toEqual(finished), WAIT);
    await vi.waitFor(async () => expect((await page()).sweeps).toEqual(finished), WAIT);
    started.kill("SIGINT");
    expect(await started).toMatchObject({ exitCode: 130 });
  });

  it("tells a page that is opened later, and of one that was cancelled", async () => {
    const { run, sweeps, listen } = await startPage();
    await run(...SWEEP);
    const before = listen();
    await vi.waitFor(
      () => expect(before).toContainEqual({ kind: "sweeps", sweeps: expect.any(Array) }),
      WAIT,
    );
    await run("sweep", "--cancel", "1");
    const [cancelled] = await sweeps();
    expect(cancelled?.state).toBe("cancelled");
    await vi.waitFor(() => expect(before).toContainEqual({ kind: "sweeps", sweeps: [cancelled] }), WAIT);
    const later = listen();
    await vi.waitFor(() => expect(later).toContainEqual({ kind: "sweeps", sweeps: [cancelled] }), WAIT);
  });
});
