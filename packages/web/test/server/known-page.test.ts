import type { PageCosts } from "@review/views";
import { expect, it } from "vitest";
import { type PackedPage, unpackPage } from "../../src/index.ts";
import { makeScene } from "./scene.ts";

it("sends a page once, and again when something was decided", async () => {
  const scene = await makeScene();
  const { version = "", ...before } = await scene.page();
  const again = () => scene.ask(`/api/page?${new URLSearchParams({ known: version })}`);
  expect(await again()).toMatchObject({ status: 204, text: "" });
  const keys = before.findings.flatMap(({ findings }) => findings.flatMap(({ key = [] }) => key));
  await scene.decide({ kind: "waive", keys, reason: "meant" });
  const { status, text } = await again();
  expect(status).toBe(200);
  const after = unpackPage(JSON.parse(text) as PackedPage);
  expect(after.version).not.toBe(version);
  expect(after.findings).toEqual([]);
});

it("knows the runs also after a decision, and reads them again after another run", async () => {
  const scene = await makeScene();
  const costs = async () => JSON.parse((await scene.ask("/api/costs")).text) as PageCosts;
  expect([(await scene.page()).allRuns, (await costs()).total.runs]).toEqual([1, 1]);
  const pair = await scene.seen("prose/clarity");
  await scene.decide({ kind: "override", pair, decision: "pass", remark: "fine" });
  expect(await scene.page()).toMatchObject({ allRuns: 1, findings: [] });
  const id = await scene.start(["prose/brevity"]);
  expect(await scene.page()).toMatchObject({ allRuns: 2, runs: [{ id, status: "running" }, {}] });
  await scene.finish(id, { "prose/brevity": "pass" });
  expect((await scene.page()).runs[0]).toMatchObject({ id, status: "completed" });
  expect((await costs()).total.runs).toBe(2);
});
