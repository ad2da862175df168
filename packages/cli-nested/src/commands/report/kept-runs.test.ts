import { createHash } from "node:crypto";
import type { PageRunDocument } from "@review/views";
import { packedBytes } from "@review/web";
import { expect, it } from "vitest";
import { keepRuns } from "./kept-runs.ts";

/** A run whose answer packs badly. */
const runOf = (id: number, lines: number): PageRunDocument => ({
  ...{ id, notePath: "a.md", runner: "r", reviewedNoteSha: "0", startedAt: "", gates: [] },
  ...{ modelId: "m" as PageRunDocument["modelId"], status: "completed" as const },
  ...{ hasRawBundle: true, hasDebugLog: true, debugLog: "the log" },
  rawBundleMarkdown: Array.from({ length: lines }, (_, at) =>
    createHash("sha512").update(`${id} ${at}`).digest("hex"),
  ).join("\n"),
});

it("keeps as many as there is room for, in their order, and passes over one that is large", async () => {
  const read = async (id: number) => runOf(id, id === 2 ? 100 : 5);
  const { debugLog: _, ...one } = runOf(1, 5);
  const room = packedBytes(one) * 4.5;
  const { runs, bytes } = await keepRuns([1, 2, 3, 4, 5, 6], read, { room, isWithLog: false });
  expect(Object.keys(runs)).toEqual(["1", "3", "4", "5"]);
  expect(bytes).toBeLessThanOrEqual(room);
  expect(runs[1]).toEqual(one);
  const { runs: withLog } = await keepRuns([1], read, { room: 1e6, isWithLog: true });
  expect(withLog[1]).toEqual(runOf(1, 5));
});

it("looks at few runs where there is no room", async () => {
  const looked: number[] = [];
  const read = async (id: number) => {
    looked.push(id);
    return runOf(id, 5);
  };
  const ids = Array.from({ length: 1000 }, (_, at) => at);
  expect(await keepRuns(ids, read, { room: 10, isWithLog: false })).toEqual({ runs: {}, bytes: 0 });
  expect(looked).toHaveLength(20);
});
