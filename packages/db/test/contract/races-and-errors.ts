import { expect, it } from "vitest";
import type { ModelId } from "../../src/vocabulary.ts";
import { newRun } from "../new-run.ts";
import { changeRun, type Engine, everythingIn, fresh, freshHandles } from "./engine.ts";

const failed = { end: { status: "failed", reason: "gave up" } } as const;

/** What several handles of one storage, and closed ones, must do. */
export function raceAndErrorContract(engine: Engine): void {
  it("of handles that end one run at the same time one does, and the others see its end", async () => {
    const handles = await freshHandles(engine, 4);
    const [storage] = handles;
    const id = (await storage?.createRun(newRun())) ?? 0;
    const seen: string[] = [];
    await Promise.all(
      handles.map((handle) =>
        changeRun(handle, id, ({ run }) => {
          seen.push(run.status);
          return run.status === "running" ? { change: failed } : {};
        }),
      ),
    );
    expect(seen).toEqual(["running", "failed", "failed", "failed"]);
  });

  it("handles that create runs at the same time give each an id of its own, and see those of the others", async () => {
    const handles = await freshHandles(engine, 4);
    const ids = await Promise.all(
      [...handles, ...handles].map((handle, index) => handle.createRun(newRun({ notePath: `${index}.md` }))),
    );
    expect(new Set(ids).size).toBe(8);
    for (const handle of handles) expect(await handle.listRuns({})).toHaveLength(8);
  });

  it("a run is read as it was at one moment", async () => {
    const [reader, writer] = await freshHandles(engine, 2);
    if (!reader || !writer) throw new Error("no handles");
    const id = await writer.createRun(newRun());
    const gateReviews = ["a", "b"].map(
      (gateId) => ({ gateId, decision: "pass", rationaleMarkdown: "x" }) as const,
    );
    const change = { gateReviews, end: { status: "completed" } } as const;
    const [run] = await Promise.all([reader.getRun(id), changeRun(writer, id, () => ({ change }))]);
    expect(run.gateReviews).toHaveLength(run.status === "running" ? 0 : 2);
  });

  it("a closed storage says so, whatever is asked of it", async () => {
    const storage = await fresh(engine);
    const id = await storage.createRun(newRun());
    await storage.close();
    await storage.close();
    const closed = { name: "LedgerError", code: "ledger-closed" };
    await expect(storage.getRun(id)).rejects.toMatchObject(closed);
    await expect(storage.listAcceptanceEvents({})).rejects.toMatchObject(closed);
    await expect(storage.createRun(newRun())).rejects.toMatchObject(closed);
    await expect(changeRun(storage, id, () => ({}))).rejects.toMatchObject(closed);
    await expect(storage.verify()).rejects.toMatchObject(closed);
    const batches = storage.acceptancesOf("m" as ModelId, []);
    await expect(batches[Symbol.asyncIterator]().next()).rejects.toMatchObject(closed);
  });

  it("breaks no rule of the ledger by what it does", async () => {
    const storage = await fresh(engine);
    const id = await storage.createRun(newRun());
    await changeRun(storage, id, () => ({ change: failed }));
    expect(await everythingIn(storage)).toMatchObject({ counts: { runs: 1 }, runs: [{ status: "failed" }] });
    const rules = await storage.verify();
    expect(rules.length).toBeGreaterThan(10);
    expect(rules.filter(({ violations }) => violations > 0)).toEqual([]);
  });
}
