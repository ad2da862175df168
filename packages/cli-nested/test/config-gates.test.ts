import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { GATES, makeBase, nested, nestedJson, tooWide } from "./reviewed-base.ts";

function addProgram(folder: string, name: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), "#!/bin/sh\n");
  chmodSync(join(folder, name), 0o755);
}

describe("gates", () => {
  it("still lists the gates and prints their texts", async () => {
    const { root } = makeBase();
    expect((await nested(root, ["gates"])).out.split("\n")).toHaveLength(5);
    expect((await nested(root, ["gates", "prose/clarity"])).out).toContain("Is every sentence clear?");
  });

  it("lint says what is wrong, and exits with 1 only for errors", async () => {
    const { root, write } = makeBase();
    expect(await nested(root, ["gates", "lint"])).toEqual({
      out: "",
      err: "4 gates: nothing to mend\n",
      exitCode: 0,
    });
    write(`${GATES}/prose/warned.md`, "---\nwatches: [titel]\n---\nx");
    expect(await nested(root, ["gates", "lint"])).toEqual({
      out: `${GATES}/prose/warned.md: warning: watches "titel", which is no part of a note and no key of any note's front matter; did you mean title?\n`,
      err: "5 gates: 1 warning\n",
      exitCode: 0,
    });
    write(`${GATES}/claims/wrong.md`, "---\nseverity: bad\n---\nx");
    expect(await nested(root, ["gates", "lint"])).toMatchObject({
      err: "6 gates: 1 error, 1 warning\n",
      exitCode: 1,
    });
    expect(await nested(root, ["gates", "lint", "prose"])).toMatchObject({
      err: "3 gates: 1 warning\n",
      exitCode: 0,
    });
    expect(await nestedJson(root, ["gates", "lint", "claims"])).toEqual({
      schema: 1,
      gates: 3,
      errors: 1,
      warnings: 0,
      issues: [
        {
          gateId: "claims/wrong",
          path: `${GATES}/claims/wrong.md`,
          severity: "error",
          message: "severity must be warn or fail",
        },
      ],
      noteIssues: [],
      exitCode: 1,
    });
  });

  it("lint warns of comments in notes that settle nothing, unless gates are named", async () => {
    const { root, write } = makeBase();
    write("kb/notes/c.md", "# C\n\n<!-- review-ignore prose/clarty: as agreed -->\nText.\n");
    const message =
      'review-ignore names "prose/clarty", which is no gate or lens; did you mean prose/clarity?';
    expect(await nested(root, ["gates", "lint"])).toEqual({
      out: `note kb/notes/c.md:3: warning: ${message}\n`,
      err: "4 gates: 1 warning\n",
      exitCode: 0,
    });
    expect(await nestedJson(root, ["gates", "lint"])).toMatchObject({
      warnings: 1,
      issues: [],
      noteIssues: [{ path: "kb/notes/c.md", line: 3, message }],
    });
    expect(await nestedJson(root, ["gates", "lint", "prose"])).toMatchObject({ warnings: 0, noteIssues: [] });
  });

  it("lint finds the program of a check as the runner would", async () => {
    const { root, write } = makeBase();
    write(`${GATES}/prose/linted.md`, "---\ncheck: our-linter --strict\n---\nx");
    const environment = { PATH: join(root, "programs") };
    expect(await nested(root, ["gates", "lint"], { environment })).toMatchObject({
      out: `${GATES}/prose/linted.md: error: the program of its check, "our-linter", was not found in node_modules/.bin or on PATH; install it\n`,
      exitCode: 1,
    });
    addProgram(join(root, "programs"), "our-linter");
    expect(await nested(root, ["gates", "lint"], { environment })).toMatchObject({ exitCode: 0 });
    rmSync(join(root, "programs"), { recursive: true });
    addProgram(join(root, "node_modules/.bin"), "our-linter");
    expect(await nested(root, ["gates", "lint"], { environment })).toMatchObject({ exitCode: 0 });
  });

  it("a gate that is called lint has its text printed by ./lint", async () => {
    const { root, write } = makeBase();
    write(`${GATES}/lint.md`, "Is it free of fluff?");
    expect((await nested(root, ["gates", "./lint"])).out).toBe("# lint\n\nIs it free of fluff?\n");
    expect(await nested(root, ["gates", "lint"])).toMatchObject({ err: "5 gates: nothing to mend\n" });
  });
});

describe("config", () => {
  it("shows no password, whatever the URL is of that holds one", async () => {
    const command = ["prog", "--db", "mysql://me:hunter2@host/base"];
    const { root } = makeBase({ "review.config.json": JSON.stringify({ runners: { mine: { command } } }) });
    const environment = { REVIEW_DB: "redis://me:hunter2@host?token=hunter2" };
    for (const args of [["config"], ["config", "--json"]]) {
      const { out, err } = await nested(root, args, { environment });
      expect(out).toContain("redis://me@host");
      expect(out).toContain("mysql://[redacted]@host/base");
      expect(out + err).not.toContain("hunter2");
    }
    for (const REVIEW_DB of ["mysql://me:hunter2@host", "jdbc:mysql://host?PassWord=hunter2"]) {
      for (const args of [["sweeps"], ["work"], ["runs"]]) {
        const { out, err } = await nested(root, args, { environment: { REVIEW_DB } });
        expect(out + err).toContain("mysql:// is not supported");
        expect(out + err).not.toContain("hunter2");
      }
    }
  });

  it("shows each value with where it comes from", async () => {
    const { root } = makeBase({
      "review.config.json": JSON.stringify({
        defaults: { runner: "codex", model: "gpt-5.4" },
        linkRoots: { "/docs/": "docs", "/": ["content", "static"] },
        aliases: { opus: "claude-opus-4-8" },
        limits: { jobs: 4 },
      }),
    });
    const { out, exitCode } = await nested(root, ["config"], { environment: { REVIEW_MODEL: "opus" } });
    expect(exitCode).toBe(0);
    expect(out.split("\n").map((line) => line.replace(/ {2,}/g, "  "))).toEqual([
      `root  file  ${root}`,
      `ledger  default  ${join(root, ".review/ledger.sqlite")} (not there yet)`,
      "notes  layout  kb/notes/**",
      "exclude  layout  **/index.{md,markdown,mdx,txt,rst,adoc}, **/*-index.{md,markdown,mdx,txt,rst,adoc}",
      `gates  layout  ${GATES}`,
      "database  default  .review/ledger.sqlite",
      "defaults.runner  file  codex",
      "defaults.model  env  opus",
      "defaults.effort  default  none",
      "requireModel  default  false",
      "lock.path  default  review.lock",
      "lock.auto  default  false",
      "verify.models  default  none",
      "verify.failOn  default  fail",
      "verify.require  default  none",
      "verify.minFixtures  default  none",
      "verify.acceptStale  default  none",
      "linkRoots./docs/  file  docs",
      "linkRoots./  file  content, static",
      "aliases.opus  file  claude-opus-4-8",
      "runners  default  none",
      "limits.gatesPerPrompt  default  12",
      "limits.promptBytes  default  400000",
      "limits.timeoutSeconds  default  900",
      "limits.jobs  file  4",
      "",
    ]);
    expect(existsSync(join(root, ".review"))).toBe(false);
  });

  it("gives a program the values and their origins", async () => {
    const { root } = makeBase();
    const environment = { REVIEW_DB: "other.sqlite" };
    const found = await nestedJson(join(root, "kb"), ["config", "--root", root], { environment });
    expect(found).toMatchObject({
      schema: 1,
      root,
      configPath: null,
      ledger: { url: join(root, "kb/other.sqlite"), exists: false },
      config: { notes: ["kb/notes/**"], gates: GATES, limits: { jobs: 2 }, aliases: {}, runners: {} },
      origins: {
        root: "flag",
        ledger: "env",
        notes: "layout",
        "limits.jobs": "default",
        "defaults.model": "default",
      },
    });
    expect(await nestedJson(root, ["config", "--db", "x.sqlite"], { environment })).toMatchObject({
      origins: { root: "layout", ledger: "flag" },
    });
    mkdirSync(join(root, ".git"));
    expect(await nestedJson(root, ["config"])).toMatchObject({ origins: { root: "git" } });
  });

  it("breaks long values at the edge of a terminal, and cuts none", async () => {
    const notes = ["first/**/*.md", "second/**/*.md", "third/**/*.md"];
    const { root } = makeBase({ "review.config.json": JSON.stringify({ notes }) });
    const { out } = await nested(root, ["config", "--db", "/x"], { columns: 60 });
    for (const glob of notes) expect(out).toContain(glob);
    // A path is one word, however long it is (as those of temporary folders are on macOS).
    expect(tooWide(out.replace(root, "/base"), 60)).toEqual([]);
    expect(out).not.toContain("…");
  });
});
