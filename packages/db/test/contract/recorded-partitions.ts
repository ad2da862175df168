import { describe, expect, it } from "vitest";
import type { RunChange } from "../../src/changes.ts";
import type { Telemetry } from "../../src/execution-data.ts";
import type { Storage } from "../../src/storage.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { newRun } from "../new-run.ts";
import { changeRun, type Engine, fresh } from "./engine.ts";

const gateReviews = ["a", "b"].map(
  (gateId) => ({ gateId, decision: "pass", rationaleMarkdown: "fine" }) as const,
);
const completed: RunChange = { gateReviews, end: { status: "completed" } };

/** Records a run under a partition that was asked for by a name, or by none. */
async function record(storage: Storage, modelId: string, telemetry?: Telemetry, change = completed) {
  const id = await storage.createRun(newRun({ modelId }));
  await changeRun(storage, id, () => ({ change: { ...change, ...(telemetry && { telemetry }) } }));
}

const asked = { requestedModelId: "m" };

/** Which partitions a storage must say a name stands for. */
export function recordedPartitionContract(engine: Engine): void {
  describe("listRecordedPartitions", () => {
    const of = (storage: Storage, name: string) => storage.listRecordedPartitions(name as ModelId);

    it("has each partition once, that of the newest run first", async () => {
      const storage = await fresh(engine);
      expect(await of(storage, "m")).toEqual([]);
      for (const modelId of ["c", "a", "b", "a"]) await record(storage, modelId, asked);
      expect(await of(storage, "m")).toEqual(["a", "b", "c"]);
      await record(storage, "c", asked);
      expect(await of(storage, "m")).toEqual(["c", "a", "b"]);
    });

    it("has a run that was asked for by no other name under its own", async () => {
      const storage = await fresh(engine);
      await record(storage, "other", asked);
      // It was asked for as m, so it does not answer for its own name.
      expect(await of(storage, "other")).toEqual([]);
      await record(storage, "m");
      await record(storage, "third", { requestedModelId: "another-name" });
      await record(storage, "fourth", { model: "x" });
      expect(await of(storage, "m")).toEqual(["m", "other"]);
      expect(await of(storage, "another-name")).toEqual(["third"]);
      expect(await of(storage, "fourth")).toEqual(["fourth"]);
    });

    it("leaves out runs that are running or have failed", async () => {
      const storage = await fresh(engine);
      await record(storage, "failed", asked, { end: { status: "failed", reason: "gave up" } });
      await record(storage, "running", asked, {});
      expect(await of(storage, "m")).toEqual([]);
    });

    it("takes the run that was created last, whatever the clock said, and none that was imported", async () => {
      let now = new Date("2026-03-02T00:00:00.000Z");
      const storage = await fresh(engine, () => now);
      await record(storage, "ahead", asked);
      now = new Date("2026-03-01T00:00:00.000Z");
      await record(storage, "right", asked);
      await record(storage, "imported", { ...asked, imported: {} } as Telemetry);
      expect(await of(storage, "m")).toEqual(["right", "ahead"]);
    });
  });
}
