import { describe, expect, it } from "vitest";
import { resolveConfig } from "./resolve-config.ts";

const KB = { notes: "kb/notes", gates: "kb/instructions/review-gates", indexPages: ["index", "*-index"] };

describe("resolveConfig", () => {
  it("fills in every default", () => {
    const { config, origins } = resolveConfig({});
    expect(config).toEqual({
      notes: ["notes/**"],
      exclude: ["**/index.{md,markdown,mdx,txt,rst,adoc}"],
      gates: "gates",
      linkRoots: {},
      database: ".review/ledger.sqlite",
      defaults: {},
      aliases: {},
      requireModel: false,
      lock: { path: "review.lock", auto: false },
      verify: { models: [], failOn: "fail", acceptStale: [] },
      runners: {},
      limits: { gatesPerPrompt: 12, promptBytes: 400_000, timeoutSeconds: 900, jobs: 2 },
    });
    expect(new Set(Object.values(origins))).toEqual(new Set(["default"]));
  });

  it("takes the folders of the layout it finds, and the file's own over them", () => {
    const found = resolveConfig({}, KB);
    expect(found.config).toMatchObject({
      notes: ["kb/notes/**"],
      exclude: ["**/index.{md,markdown,mdx,txt,rst,adoc}", "**/*-index.{md,markdown,mdx,txt,rst,adoc}"],
      gates: "kb/instructions/review-gates",
    });
    expect(found.origins).toMatchObject({ notes: "layout", gates: "layout", exclude: "layout" });
    const mixed = resolveConfig({ gates: "criteria" }, KB);
    expect(mixed.config).toMatchObject({
      notes: ["kb/notes/**"],
      gates: "criteria",
    });
    expect(mixed.origins).toMatchObject({ notes: "layout", gates: "file" });
  });

  it("merges part of an object with the defaults of the rest, and says which is which", () => {
    const { config, origins } = resolveConfig({
      limits: { jobs: 8 },
      defaults: { model: "opus" },
      exclude: [],
    });
    expect(config.limits).toEqual({ gatesPerPrompt: 12, promptBytes: 400_000, timeoutSeconds: 900, jobs: 8 });
    expect(config.exclude).toEqual([]);
    expect(origins).toMatchObject({
      "limits.jobs": "file",
      "limits.promptBytes": "default",
      "defaults.model": "file",
      "defaults.runner": "default",
      exclude: "file",
    });
  });

  it.each([
    ["./kb/gates/", "kb/gates"],
    ["kb//gates", "kb/gates"],
    ["kb/./gates", "kb/gates"],
  ])("writes the gates directory %s as %s", (gates, normal) => {
    expect(resolveConfig({ gates }).config.gates).toBe(normal);
  });

  it("takes a folder for the lock as it takes that of the gates", () => {
    const { config, origins } = resolveConfig({ lock: { path: "./kb//lock/" } });
    expect(config.lock).toEqual({ path: "kb/lock", auto: false });
    expect(origins).toMatchObject({ "lock.path": "file", "lock.auto": "default" });
  });

  it("lists the folders of each link root", () => {
    const { config, origins } = resolveConfig({
      linkRoots: { "/": ["./docs/", "public"], "@/": ".", "~/": "a//b" },
    });
    expect(config.linkRoots).toEqual({ "/": ["docs", "public"], "@/": ["."], "~/": ["a/b"] });
    expect(origins.linkRoots).toBe("file");
  });

  it("finds no alias under the name of an object's own members", () => {
    const { aliases, runners } = resolveConfig({ aliases: { opus: "claude-opus-4-8" } }).config;
    expect(aliases.opus).toBe("claude-opus-4-8");
    expect([aliases.constructor, runners.toString]).toEqual([undefined, undefined]);
  });
});
