import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidModelError } from "./errors.ts";
import { aliasOf, asModelId, modelPartition, type PartitionOptions } from "./model-partition.ts";

const aliases = { opus: "claude-opus-4-8", " Fast ": "Gemini 3.1 Flash", dated: "claude-haiku-4-5-20251001" };

describe("modelPartition", () => {
  it.each<[string, PartitionOptions, string]>([
    ["claude-opus-4-8", {}, "claude-opus-4-8"],
    ["Claude Opus 4.8", {}, "claude-opus-4-8"],
    [" opus\n", {}, "opus"],
    ["gpt_5", {}, "gpt_5"],
    ["openrouter/anthropic/claude-opus-4.8", {}, "openrouter-anthropic-claude-opus-4-8"],
    ["a...b", {}, "a-b"],
    ["a.-.b", {}, "a---b"],
    ["größe", {}, "gr-e"],
    ["claude-opus-4-8[1m]", {}, "claude-opus-4-8-1m-"],
    ["claude-haiku-4-5-20251001", {}, "claude-haiku-4-5"],
    ["claude-haiku-4-5@20251001", {}, "claude-haiku-4-5"],
    ["claude-haiku-4-5-20251001-20251101", {}, "claude-haiku-4-5"],
    ["claude-haiku-20251001-v2", {}, "claude-haiku-20251001-v2"],
    ["gpt-19991231", {}, "gpt-19991231"],
    ["gpt-2025-10-01", {}, "gpt-2025-10-01"],
    ["gpt20251001", {}, "gpt20251001"],
    ["gpt-5", { effort: "low" }, "gpt-5-low"],
    ["gpt-5", { effort: "medium" }, "gpt-5-medium"],
    ["gpt-5", { effort: "High" }, "gpt-5-high"],
    ["gpt-5", { effort: "xhigh" }, "gpt-5-xhigh"],
    ["gpt-5", { effort: "extreme" }, "gpt-5"],
    ["gpt-5", { effort: "" }, "gpt-5"],
    ["gpt-5-high", { effort: "high" }, "gpt-5-high"],
    ["gpt-5-high", { effort: "low" }, "gpt-5-high-low"],
    ["gpt-5-20251001", { effort: "high" }, "gpt-5-high"],
    ["opus", { aliases }, "claude-opus-4-8"],
    [" OPUS ", { aliases }, "claude-opus-4-8"],
    ["fast", { aliases }, "gemini-3-1-flash"],
    ["dated", { aliases }, "claude-haiku-4-5"],
    ["opus", { aliases, effort: "high" }, "claude-opus-4-8-high"],
    ["opus-4", { aliases }, "opus-4"],
    ["constructor", { aliases }, "constructor"],
  ])("%j with %j is %s", (model, options, expected) => {
    expect(modelPartition(model, options)).toBe(expected);
  });

  it.each(["", " ", "-", "…", "__", "-20251001"])("refuses %j", (model) => {
    expect(() => modelPartition(model)).toThrow(InvalidModelError);
  });

  const name = fc.oneof(
    fc.string(),
    fc.stringMatching(/^[A-Za-z.\-_[\] 0-9]{1,20}(-20[0-9]{6}){0,2}$/),
    fc.stringMatching(/^[a-z]{1,6}-(low|high)?$/),
  );
  const effort = fc.constantFrom(undefined, "low", "medium", "high", "xhigh", "HIGH", "none");

  it("gives only names it would give again, whatever goes in", () => {
    fc.assert(
      fc.property(name, effort, (model, effort) => {
        fc.pre(/[a-z0-9]/i.test(model.replace(/(-20\d{6})+$/, "")));
        const once = modelPartition(model, { effort });
        expect(once).toMatch(/^[a-z0-9_-]+$/);
        expect(modelPartition(once, { effort })).toBe(once);
        expect(modelPartition(once)).toBe(once);
        expect(asModelId(once)).toBe(once);
      }),
    );
  });
});

it("aliasOf looks whole names up without regard to case", () => {
  expect(aliasOf("OPUS", aliases)).toBe("claude-opus-4-8");
  expect(aliasOf("opu", aliases)).toBeUndefined();
  expect(aliasOf("toString", aliases)).toBeUndefined();
  expect(aliasOf("opus")).toBeUndefined();
});

it.each(["", "Opus", "a b", "a.b", "---", "a\n"])("asModelId refuses %j", (text) => {
  expect(() => asModelId(text)).toThrow(InvalidModelError);
});
