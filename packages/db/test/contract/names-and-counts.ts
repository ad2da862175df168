import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { expect, it } from "vitest";
import type { RunFilter } from "../../src/answers.ts";
import type { Storage } from "../../src/storage.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { newRun } from "../new-run.ts";
import { changeRun, type Engine, fresh } from "./engine.ts";

/** Run 1 is completed, with reviews of a (fail) and b (pass); run 2 is running, with gate `lens/c`. */
export async function recordTwoRuns(storage: Storage): Promise<Storage> {
  await recordRun(storage, {});
  await storage.createRun(
    newRun({ notePath: "o.md", gates: [{ gateId: "lens/c", ...snapshotOf("gate c") }] }),
  );
  return storage;
}

/** A completed run, with reviews of a (fail) and b (pass). */
async function recordRun(storage: Storage, changes: Parameters<typeof newRun>[0]): Promise<void> {
  const id = await storage.createRun(newRun(changes));
  const gateReviews = (["fail", "pass"] as const).map((decision, index) => ({
    gateId: index === 0 ? "a" : "b",
    decision,
    rationaleMarkdown: "judged",
  }));
  await changeRun(storage, id, () => ({ change: { gateReviews, end: { status: "completed" } } }));
}

/** What a storage must answer about names and amounts. */
export function nameContract(engine: Engine): void {
  it("inspect counts, and finds a sound ledger sound", async () => {
    const storage = await recordTwoRuns(await fresh(engine));
    const report = await storage.inspect({});
    expect(report).toMatchObject({
      damage: [],
      dangling: [],
      counts: { runs: 2, gateReviews: 2, acceptanceEvents: 2, snapshots: 4 },
    });
  });

  it("listRequestedGateIds names the gates of the runs it is asked for", async () => {
    const storage = await recordTwoRuns(await fresh(engine));
    expect([...(await storage.listRequestedGateIds([2, 1, 99]))].sort()).toEqual([
      [1, ["a", "b"]],
      [2, ["lens/c"]],
    ]);
  });

  it("listRuns goes on where a page ended", async () => {
    const storage = await recordTwoRuns(await fresh(engine));
    expect((await storage.listRuns({ before: 2 })).map(({ id }) => id)).toEqual([1]);
    expect(await storage.listRuns({ before: 1 })).toEqual([]);
  });

  it("listRuns finds runs by a gate or a lens they were asked for", async () => {
    const storage = await recordTwoRuns(await fresh(engine));
    const ids = async (gateId: string) => (await storage.listRuns({ gateId })).map(({ id }) => id);
    expect(await ids("a")).toEqual([1]);
    expect(await ids("lens/c")).toEqual([2]);
    expect(await ids("lens")).toEqual([2]);
    expect(await ids("len")).toEqual([]);
    expect(await ids("c")).toEqual([]);
  });

  it("listRuns finds runs by partition and by when they started", async () => {
    const storage = await recordTwoRuns(await fresh(engine));
    const id = await storage.createRun(newRun({ modelId: "other" }));
    const ids = async (filter: RunFilter) => (await storage.listRuns(filter)).map((run) => run.id);
    const [run] = await storage.listRuns({ limit: 1 });
    expect(await ids({ modelIds: ["other" as ModelId, "nobody" as ModelId] })).toEqual([id]);
    expect(await ids({ modelIds: [] })).toEqual([]);
    expect(await ids({ startedSince: run?.startedAt ?? "" })).toContain(id);
    expect(await ids({ startedSince: "9999-01-01T00:00:00.000Z" })).toEqual([]);
  });

  it("listEvidence gives decision and run of the reviews there are", async () => {
    const storage = await recordTwoRuns(await fresh(engine));
    expect([...(await storage.listEvidence([1, 2, 3]))]).toEqual([
      [1, { notePath: "n.md", gateId: "a", runId: 1, decision: "fail", deciding: [] }],
      [2, { notePath: "n.md", gateId: "b", runId: 1, decision: "pass", deciding: [] }],
    ]);
  });

  it("the recorded names are those of all runs, each once", async () => {
    const storage = await recordTwoRuns(await fresh(engine));
    expect((await storage.listRecordedNotePaths()).toSorted()).toEqual(["n.md", "o.md"]);
    expect((await storage.listRecordedGateIds()).toSorted()).toEqual(["a", "b", "lens/c"]);
  });

  it("countRuns counts all of them", async () => {
    const storage = await fresh(engine);
    expect(await storage.countRuns()).toBe(0);
    const runs = await (await recordTwoRuns(storage)).listRuns({});
    expect(await storage.countRuns()).toBe(runs.length);
  });

  it("listAcceptedNames names each note and gate once", async () => {
    const storage = await recordTwoRuns(await fresh(engine));
    expect(await storage.listAcceptedNames()).toEqual({ notePaths: ["n.md"], gateIds: ["a", "b"] });
    expect(await storage.listAcceptedNotePaths()).toEqual(["n.md"]);
  });

  it("listAcceptedPartitions names those of acceptances of notes alone, each once", async () => {
    const storage = await recordTwoRuns(await fresh(engine));
    await recordRun(storage, { modelId: "tester", notePath: ".review/notes/0.md" });
    await storage.createRun(newRun({ modelId: "other" }));
    expect(await storage.listAcceptedPartitions()).toEqual(["m"]);
  });
}
