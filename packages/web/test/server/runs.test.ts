import type { RunsDocument } from "@review/views";
import { expect, it } from "vitest";
import { makeScene, opus } from "./scene.ts";

it("finds among all runs those that fit, the newest first", async () => {
  const scene = await makeScene();
  await scene.start(["prose/brevity"]);
  const ask = async (query: Record<string, string>) => {
    const { status, text } = await scene.ask(`/api/runs?${new URLSearchParams(query)}`);
    return { status, ...(JSON.parse(text) as RunsDocument) };
  };
  const ids = async (query: Record<string, string>) => (await ask(query)).runs.map(({ id }) => id);
  expect(await ids({})).toEqual([2, 1]);
  expect(await ids({ status: "running" })).toEqual([2]);
  expect(await ids({ model: opus, search: "NOTES a.md" })).toEqual([2, 1]);
  expect(await ids({ model: "nobody" })).toEqual([]);
  expect(await ids({ search: "nothing says this" })).toEqual([]);
  expect((await scene.ask("/api/runs?status=broken")).status).toBe(422);
});
