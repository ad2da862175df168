import type { PageRunsDocument } from "@review/views";
import { expect, it } from "vitest";
import { makeScene, opus } from "./scene.ts";

it("finds among all runs those that fit, the newest first", async () => {
  const scene = await makeScene();
  await scene.start(["prose/brevity"]);
  const ask = async (query: Record<string, string>) => {
    const { status, text } = await scene.ask(`/api/runs?${new URLSearchParams(query)}`);
    return { status, ...(JSON.parse(text) as PageRunsDocument) };
  };
  const ids = async (query: Record<string, string>) => (await ask(query)).runs.map(({ id }) => id);
  expect(await ids({})).toEqual([2, 1]);
  expect(await ids({ status: "running" })).toEqual([2]);
  expect(await ids({ model: opus, search: "NOTES a.md" })).toEqual([2, 1]);
  expect(await ids({ model: "nobody" })).toEqual([]);
  expect(await ids({ search: "nothing says this" })).toEqual([]);
  // What they took is told of just these.
  const amounts = async (query: Record<string, string>) =>
    (await ask(query)).costs.byGate.map(({ name, runs }) => [name, runs]);
  expect(await amounts({})).toEqual([
    ["prose/brevity", 2],
    ["prose/clarity", 1],
  ]);
  expect(await amounts({ status: "running" })).toEqual([["prose/brevity", 1]]);
  expect((await ask({ model: "nobody" })).costs.total.runs).toBe(0);
  expect((await scene.ask("/api/runs?status=broken")).status).toBe(422);
});
