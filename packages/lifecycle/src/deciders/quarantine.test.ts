import type { Quarantine } from "@review/db";
import { describe, expect, it } from "vitest";
import { modelPartition } from "../model-partition.ts";
import { decideQuarantines, type KnownQuarantine, type TestedGate } from "./quarantine.ts";

const modelId = modelPartition("opus");
const none = { count: 0, of: 1 };
const evidence = { reviews: [1], hits: none, falseAlarms: none, minHits: 0.8, maxFalseAlarms: 0.2 };
const test = (changes: Partial<TestedGate> = {}): TestedGate => ({
  ...{ gateId: "g", gateSha: "1", modelId, holds: false, reason: "finds nothing", evidence },
  ...changes,
});
const last = (changes: Partial<Quarantine> = {}): Quarantine => ({
  ...{ id: 1, gateId: "g", gateSha: "1", modelId, kind: "quarantined", reason: "finds nothing", evidence },
  decidedAt: "2026-03-01T00:00:00.000Z",
  ...changes,
});
const later = "2026-03-02T00:00:00.000Z";
const kinds = (newest: Quarantine[], tested: TestedGate[], known: KnownQuarantine[] = []) =>
  decideQuarantines(newest, tested, known).map(({ kind, reason }) => `${kind}: ${reason}`);

describe("decideQuarantines", () => {
  it.each<[string, Quarantine[], TestedGate, string[]]>([
    ["quarantines what fails", [], test(), ["quarantined: finds nothing"]],
    ["says so once", [last()], test(), []],
    ["says so anew of another version", [last()], test({ gateSha: "2" }), ["quarantined: finds nothing"]],
    ["says so anew for another reason", [last()], test({ reason: "always" }), ["quarantined: always"]],
    ["says nothing of what holds", [], test({ holds: true }), []],
    ["lifts what holds", [last()], test({ holds: true, reason: "ok" }), ["lifted: ok"]],
    ["lifts once", [last({ kind: "lifted" })], test({ holds: true }), []],
    ["quarantines again", [last({ kind: "lifted" })], test(), ["quarantined: finds nothing"]],
    ["keeps gates apart", [last({ gateId: "h", gateSha: "2" })], test({ holds: true }), []],
    [
      "lifts what was called otherwise",
      [last({ gateId: "h" })],
      test({ holds: true, reason: "ok" }),
      ["lifted: ok"],
    ],
    [
      "goes by its own name first",
      [last({ kind: "lifted" }), last({ gateId: "h", decidedAt: "2026-03-09T00:00:00.000Z" })],
      test({ holds: true }),
      [],
    ],
    ["keeps partitions apart", [last({ modelId: modelPartition("haiku") })], test({ holds: true }), []],
  ])("%s", (_, newest, tested, decided) => {
    expect(kinds(newest, [tested])).toEqual(decided);
  });

  it("knows what others decided, whichever came last", () => {
    const holds = test({ holds: true, reason: "ok" });
    expect(kinds([], [holds], [last()])).toEqual(["lifted: ok"]);
    expect(kinds([last({ kind: "lifted", decidedAt: later })], [holds], [last()])).toEqual([]);
    expect(kinds([last({ kind: "lifted" })], [holds], [last({ decidedAt: later })])).toEqual(["lifted: ok"]);
  });

  it("decides nothing without a reason or a review", () => {
    expect(() => kinds([], [test({ reason: " " })])).toThrow(/needs a reason/);
    expect(() => kinds([], [test({ evidence: { ...evidence, reviews: [] } })])).toThrow(/without a review/);
  });
});
