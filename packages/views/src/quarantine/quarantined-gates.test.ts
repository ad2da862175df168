import type { LockedQuarantine } from "@review/lock";
import { expect, it } from "vitest";
import { quarantinesOf } from "./quarantined-gates.ts";

const [SHA, OTHER] = ["a".repeat(64), "b".repeat(64)];
const gates = [
  { id: "one", sha: SHA, check: undefined },
  { id: "copy", sha: SHA, check: undefined },
];
const decided = (what: Partial<LockedQuarantine>): LockedQuarantine => ({
  ...{ gate: "one", gateVersion: SHA, model: "opus", kind: "quarantined" },
  ...{ at: "2026-01-01T00:00:00.000Z", reason: "r" },
  ...what,
});

it("takes what is decided about a name for more than what is decided about its text", () => {
  const all = [
    decided({ gate: "gone", model: "haiku" }),
    decided({ gate: "gone" }),
    decided({ gate: "copy", kind: "lifted" }),
    decided({ gateVersion: OTHER, at: "2026-02-01T00:00:00.000Z" }),
  ];
  const { of, firstOf, listOf } = quarantinesOf(gates, all);
  const isAny = () => true;
  expect([of("copy", "opus"), of("copy", "haiku")?.reason, of("unknown", "opus")]).toEqual([
    undefined,
    "r",
    undefined,
  ]);
  expect(of("one", "opus")?.reason).toBe("r; the gate changed since: test it again");
  expect(listOf("one", isAny).map(({ modelId }) => modelId)).toEqual(["haiku", "opus"]);
  expect(listOf("copy", isAny).map(({ modelId }) => modelId)).toEqual(["haiku"]);
  expect(firstOf("one", isAny)?.modelId).toBe("haiku");
  expect(firstOf("copy", (modelId) => modelId === "opus")).toBeUndefined();
});

it("asks about the partitions of a text once, whatever number of gates have it", () => {
  const copies = Array.from({ length: 50 }, (_, at) => ({ id: `copy-${at}`, sha: SHA, check: undefined }));
  const all = Array.from({ length: 50 }, (_, at) => decided({ gate: "gone", model: `model-${at}` }));
  const { firstOf } = quarantinesOf(copies, all);
  let asked = 0;
  const isAsked = () => {
    asked += 1;
    return false;
  };
  for (const { id } of copies) firstOf(id, isAsked);
  expect(asked).toBe(50);
});
