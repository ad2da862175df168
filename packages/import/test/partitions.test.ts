import { getRun, listAcceptanceEvents } from "@review/db";
import { change, type OldRow, oldChain } from "@review/test-kit/old-file.ts";
import { scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { describe, expect, it } from "vitest";
import type { ImportSources } from "../src/index.ts";
import { brokenRules, importFile, oldFile, repairsOf, sourcesOf } from "./imports.ts";

const gates = ["prose/a"];

async function partitionOf(run: OldRow, sources: Partial<ImportSources> = {}) {
  const { ledger } = await scratchLedger();
  const chain = change(oldChain({ id: 1, gates }), "review_runs", run);
  const report = await importFile(ledger, oldFile(chain), sourcesOf(sources));
  expect(await brokenRules(ledger)).toEqual([]);
  const { modelId, telemetry } = await getRun(ledger, 1);
  expect((await listAcceptanceEvents(ledger)).map((event) => event.modelId)).toEqual([modelId]);
  return { modelId, telemetry, report, repairs: repairsOf(report) };
}

const sessions = new Map([["1", { model: "gpt-5.4", effort: "xhigh" }]]);

describe("the partition of a run is told by", () => {
  it.each<[source: string, run: OldRow, sources: Partial<ImportSources>, modelId: string]>([
    ["its telemetry", { telemetry_json: '{"model": "Claude Opus 4.8"}' }, {}, "claude-opus-4-8"],
    [
      "its telemetry with an effort",
      { telemetry_json: '{"model": "gpt-5.4", "reasoning_effort": "xhigh"}' },
      {},
      "gpt-5-4-xhigh",
    ],
    [
      "its telemetry, with whatever effort",
      { telemetry_json: '{"model": "gpt-5.4", "reasoning_effort": "minimal"}' },
      {},
      "gpt-5-4-minimal",
    ],
    [
      "its telemetry, through the aliases",
      { telemetry_json: '{"model": "Opus"}' },
      { aliases: { opus: "claude-opus-4-8" } },
      "claude-opus-4-8",
    ],
    [
      "its telemetry before a session",
      { telemetry_json: '{"model": "gpt-5"}' },
      { codexModels: sessions },
      "gpt-5",
    ],
    ["its session", {}, { codexModels: sessions }, "gpt-5-4-xhigh"],
    [
      "its session, if its telemetry names no model",
      { telemetry_json: '{"tokens": 5}' },
      { codexModels: sessions },
      "gpt-5-4-xhigh",
    ],
    [
      "its session, if its telemetry names several",
      { telemetry_json: '{"model": "mixed"}' },
      { codexModels: sessions },
      "gpt-5-4-xhigh",
    ],
    ["its model id", { model_id: "Opus 4.8-20251101" }, {}, "opus-4-8"],
    ["its model id, through the aliases", {}, { aliases: { OPUS: "claude-opus-4-8" } }, "claude-opus-4-8"],
    ["its model id, if its telemetry is broken", { telemetry_json: "{" }, {}, "opus"],
    ["its model id, if its telemetry is a list", { telemetry_json: "[1]" }, {}, "opus"],
    ["its model id, if its telemetry names none", { telemetry_json: '{"model": "---"}' }, {}, "opus"],
    ["the model id of its reviews, if it has none", { model_id: null }, {}, "opus"],
  ])("%s", async (_, run, sources, modelId) => {
    expect((await partitionOf(run, sources)).modelId).toBe(modelId);
  });
});

it("where nothing names a model the partition says so", async () => {
  const { ledger } = await scratchLedger();
  const nameless = ["review_runs", "gate_reviews", "acceptance_events"] as const;
  const chain = nameless.reduce(
    (tables, table) => change(tables, table, { model_id: "??" }),
    oldChain({ id: 1, gates }),
  );
  const report = await importFile(ledger, oldFile(chain));
  expect(report.partitions).toEqual([
    { from: "??", to: "unknown-model", source: "none", reviewRuns: 1, gateReviews: 1, acceptanceEvents: 1 },
  ]);
  expect(repairsOf(report)["model-unreadable"]).toBe(1);
});

it("three model ids in one chain become one, and the report counts what was repaired", async () => {
  const { ledger } = await scratchLedger();
  let chain = change(oldChain({ id: 1, modelId: "default" }), "gate_reviews", { model_id: "opus" });
  chain = change(chain, "acceptance_events", { model_id: "claude-opus-4-8" });
  chain = change(chain, "review_runs", { telemetry_json: '{"model": "claude-opus-4-8"}' });
  const report = await importFile(ledger, oldFile(chain));
  expect(report.partitions).toEqual([
    {
      from: "opus",
      to: "claude-opus-4-8",
      source: "telemetry",
      reviewRuns: 0,
      gateReviews: 2,
      acceptanceEvents: 0,
    },
    {
      from: "default",
      to: "claude-opus-4-8",
      source: "telemetry",
      reviewRuns: 1,
      gateReviews: 0,
      acceptanceEvents: 0,
    },
  ]);
  expect(report.pairs).toMatchObject({
    freshBefore: 2,
    fresh: 2,
    freshByPartition: { "claude-opus-4-8": 2 },
  });
});

it("old telemetry is kept beside what it means here", async () => {
  const telemetry_json = '{"model": "gpt-5.4", "reasoning_effort": "high", "cost": {"usd": 0.5}}';
  const { telemetry } = await partitionOf({ telemetry_json });
  expect(telemetry).toMatchObject({
    model: "gpt-5.4",
    effort: "high",
    modelEvidence: "observed",
    imported: { runId: "1", modelId: "opus", telemetry: JSON.parse(telemetry_json) },
  });
});

it.each([
  ["broken", '{"model": '],
  ["no object", '"opus"'],
  ["nested too deep for SQLite", `{"a": ${"[".repeat(1500)}${"]".repeat(1500)}}`],
])("telemetry that is %s is kept as a text", async (_, telemetry_json) => {
  expect((await partitionOf({ telemetry_json })).telemetry?.imported?.telemetry).toBe(telemetry_json);
});

it("a run id that several sessions claim for several models keeps its model id, and is counted", async () => {
  expect((await partitionOf({}, { ambiguousSessions: 1 })).report.ambiguousSessions).toBe(1);
});
