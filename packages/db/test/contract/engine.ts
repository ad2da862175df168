import { onTestFinished } from "vitest";
import type { RunState, Verdict } from "../../src/changes.ts";
import type { Storage } from "../../src/storage.ts";

/** Gives a place where nothing is yet: opened again, with the same content, as by another process. */
export type Engine = () => { open(clock?: () => Date): Promise<Storage> };

/** A storage with nothing in it, closed when the test ends. */
export async function fresh(engine: Engine, clock?: () => Date): Promise<Storage> {
  const [storage] = await freshHandles(engine, 1, clock);
  if (!storage) throw new Error("no storage");
  return storage;
}

/** Several handles of one storage, as several processes have them. */
export async function freshHandles(engine: Engine, amount: number, clock?: () => Date): Promise<Storage[]> {
  const place = engine();
  const handles: Storage[] = [];
  for (let count = 0; count < amount; count += 1) handles.push(await place.open(clock));
  onTestFinished(async () => {
    for (const storage of handles) await storage.close();
  });
  return handles;
}

export function changeRun(storage: Storage, id: number, decide: (state: RunState) => Verdict) {
  return storage.changeRuns([id], decide);
}

/** Everything that a storage says of itself, to compare before and after. */
export async function everythingIn(storage: Storage): Promise<unknown> {
  const runs = await storage.listRuns({});
  return {
    counts: (await storage.inspect({})).counts,
    runs: await Promise.all(runs.map(({ id }) => storage.getRun(id))),
    outputs: await Promise.all(runs.map(({ id }) => storage.getRunOutput(id))),
    events: await storage.listAcceptanceEvents({}),
  };
}
