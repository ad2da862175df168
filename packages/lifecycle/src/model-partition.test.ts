import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidInputError, InvalidModelError } from "./errors.ts";
import {
  aliasOf,
  asModelId,
  findPartition,
  modelPartition,
  type PartitionOptions,
} from "./model-partition.ts";

const aliases = { opus: "claude-opus-4-8", " Fast ": "Gemini 3.1 Flash", dated: "claude-haiku-4-5-20251001" };

describe("modelPartition", () => {
  it.each<[string, PartitionOptions, string]>([
    ["claude-opus-4-8", {}, "claude-opus-4-8"],
    ["Claude Opus 4.8", {}, "claude-opus-4-8"],
    ["anthropic/claude-opus-4-8", {}, "claude-opus-4-8"],
    ["openai-compatible/openai/gpt-oss:20b", {}, "gpt-oss-20b"],
    ["openai/gpt-oss:20b", {}, "gpt-oss-20b"],
    ["openai-compatible/meta/llama-3", {}, "meta-llama-3"],
    ["OpenAI-Compatible/Google/openai/gemma", {}, "gemma"],
    ["router/claude-opus-4-8", {}, "router-claude-opus-4-8"],
    ["mine", { aliases: { mine: "OpenAI/gpt-5.4" }, effort: "high" }, "gpt-5-4-high"],
    [" opus\n", {}, "opus"],
    ["gpt_5", {}, "gpt_5"],
    ["openrouter/anthropic/claude-opus-4.8", {}, "openrouter-anthropic-claude-opus-4-8"],
    ["a...b", {}, "a-b"],
    ["a.-.b", {}, "a---b"],
    ["größe", {}, "gru00f6u00dfe"],
    ["GRO\u0308SSE", {}, "gru00f6sse"],
    ["模型一-7b", {}, "u6a21u578bu4e00-7b"],
    ["模型二-7b", {}, "u6a21u578bu4e8c-7b"],
    ["ä", {}, "u00e4"],
    ["äb", {}, "u00e4b"],
    ["模型 一…7b", {}, "u6a21u578b-u4e00-7b"],
    ["7b🍎", {}, "7bud83cudf4e"],
    ["模型", { effort: "low" }, "u6a21u578b-low"],
    ["模型", { aliases: { 模型: "mo-xing" } }, "mo-xing"],
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
    ["gpt-5", { effort: "extreme" }, "gpt-5-extreme"],
    ["gpt-5", { effort: "Very High" }, "gpt-5-very-high"],
    ["gpt-5", { effort: " \n" }, "gpt-5"],
    ["gpt-5", { effort: "—" }, "gpt-5"],
    ["gpt-5", { effort: "" }, "gpt-5"],
    ["gpt-5-high", { effort: "high" }, "gpt-5-high"],
    ["gpt-5-high", { effort: "low" }, "gpt-5-high-low"],
    ["gpt-5-high", {}, "gpt-5-high"],
    ["gpt-5-xhigh", { effort: "high" }, "gpt-5-xhigh-high"],
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

  it.each(["sk-[redacted]", "[REDACTED]-7b"])("refuses %j, of which a secret was taken out", (model) => {
    expect(() => modelPartition(model)).toThrow("a secret was taken out of it");
    expect(() => modelPartition("x", { aliases: { x: model } })).toThrow(InvalidModelError);
  });

  it("keeps names apart that differ in a letter or digit, whatever the script", () => {
    const letters = fc
      .stringMatching(/^[\p{L}\p{N}]{1,4}$/u)
      .map((text) => text.normalize("NFC").toLowerCase());
    const names = fc.tuple(letters, letters).filter(([a, b]) => a !== b && !/^20\d{6}$/.test(a + b));
    fc.assert(fc.property(names, ([a, b]) => modelPartition(a) !== modelPartition(b)));
  });

  const name = fc.oneof(
    fc.string(),
    fc.string({ unit: "grapheme" }),
    fc.stringMatching(/^[A-Za-z.\-_[\] 0-9]{1,20}(-20[0-9]{6}){0,2}$/),
    fc.stringMatching(/^[a-z]{1,6}-(low|high)?$/),
  );
  const effort = fc.constantFrom(
    undefined,
    "low",
    "xhigh",
    "HIGH",
    "none",
    "",
    "a b",
    "20251001",
    "-20251001",
    "ä",
  );

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

it("findPartition gives none for a name that makes none, and refuses what is no text", () => {
  expect(findPartition("Claude Opus 4.8", { effort: "high" })).toBe("claude-opus-4-8-high");
  expect(findPartition("?")).toBeUndefined();
  expect(() => findPartition(JSON.parse("3"))).toThrow(InvalidInputError);
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

it.each([["Checks"], ["checks-20260101"], ["chEcks"]])(
  "no model is called %s: that partition is the checks'",
  (model) => {
    expect(() => modelPartition(model)).toThrow(InvalidModelError);
    expect(findPartition(model)).toBeUndefined();
  },
);

it("leaves as many services away as there are", () => {
  expect(modelPartition(`${"openai/".repeat(100_000)}gemma`)).toBe("gemma");
});
