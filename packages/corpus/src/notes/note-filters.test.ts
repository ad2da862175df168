import { describe, expect, it } from "vitest";
import { matchesWhere, nearestConditions, parseWhere } from "./note-filters.ts";

describe("parseWhere", () => {
  it.each([
    ["status=current", { key: "status", value: "current" }],
    [" status = current ", { key: "status", value: "current" }],
    ["formula=a=b", { key: "formula", value: "a=b" }],
    ["status=", { key: "status", value: "" }],
  ])("reads %j", (text, condition) => {
    expect(parseWhere(text)).toEqual(condition);
  });

  it.each(["status", "=current", " =x", ""])("refuses %j", (text) => {
    expect(() => parseWhere(text)).toThrow(expect.objectContaining({ code: "invalid-condition" }));
  });
});

describe("nearestConditions", () => {
  const all: Record<string, unknown>[] = [
    { status: "seedling", tags: ["review"] },
    { status: "evergreen", constructor: "x" },
  ];

  it.each([
    [["status=seedlig"], ["status=seedling"]],
    [["statu=seedling"], ["status=seedling"]],
    [["tags=reviwe", "status=evergreen"], ["tags=review"]],
    [["status=none", "colour=red"], []],
  ])("for %j are %j", async (asked, meant) => {
    const near = await nearestConditions(all, asked.map(parseWhere));
    expect(near.map(({ key, value }) => `${key}=${value}`)).toEqual(meant);
  });
});

describe("matchesWhere", () => {
  const data = {
    status: "current",
    tags: ["a", "2"],
    year: "2024",
    no: "1.10",
    empty: "",
    map: { a: "1" },
    block: "x\n",
  };

  it.each([
    [[], true],
    [["block=x"], true],
    [["status=current"], true],
    [["status=Current"], false],
    [["status=current", "tags=a"], true],
    [["status=current", "tags=b"], false],
    [["tags=a", "tags=2"], true],
    [["year=2024"], true],
    [["no=1.10"], true],
    [["no=1.1"], false],
    [["empty="], true],
    [["missing="], false],
    [["map=[object Object]"], false],
    [["constructor="], false],
  ])("by %j is %s", (conditions: string[], matches) => {
    expect(matchesWhere(data, conditions.map(parseWhere))).toBe(matches);
  });
});

describe("matchesWhere for traits", () => {
  it.each([
    [{}, []],
    [{ traits: ["a", "b"] }, ["a", "b"]],
    [{ traits: "a" }, ["a"]],
    [{ traits: [] }, []],
    [{ traits: "" }, []],
    [{ traits: ["a", ["b"], ""] }, ["a"]],
    [{ traits: { a: true } }, []],
  ])("of %j knows %j", (data, traits) => {
    const asked = ["a", "b", "[object Object]"];
    expect(asked.filter((value) => matchesWhere(data, [{ key: "traits", value }]))).toEqual(traits);
  });
});
