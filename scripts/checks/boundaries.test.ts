import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { readModule } from "./read-module.mjs";

const script = fileURLToPath(new URL("check-boundaries.mjs", import.meta.url));

/** Files of packages in which every import is allowed. */
const GOOD = {
  "db/src/index.ts": 'export { a } from "./a.ts";\n',
  "db/src/a.ts": "export const a = 1;\n",
  "db/src/a.test.ts": 'import { execa } from "execa";\nimport "@review/cli-kit";\nprocess.exit();\n',
  "lifecycle/src/index.ts": 'import { a } from "@review/db";\nimport { b } from "@review/db/transitions";\n',
  "runner/src/process/start-process.ts": 'import { execa, type Options } from "execa";\n',
  "cli-kit/src/process/io.ts": "export const cwd = process.cwd();\n",
  "cli-nested/src/main.ts": 'import { run } from "@review/cli-kit";\nawait import("./run.ts");\n',
  "cli-nested/src/run.ts": 'import { sweep } from "@review/runner";\n',
  "cli-nested/test/run.test.ts":
    'import "@review/test-kit/a.ts";\nimport "./run.ts";\nimport "../src/run.ts";\n',
  "web/src/page/a.tsx":
    'import type { A } from "@review/views";\nimport { b } from "./b.ts";\nexport const c = <b>{b}</b>;\n',
  "web/src/page/b.ts": "export const b = 1;\n",
  "test-kit/src/a.ts": 'import { execa } from "execa";\nimport "@review/cli-kit";\n',
};

/** Runs the check as CI does: over a folder of packages, or over our own. */
function check(files?: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), "review-boundaries-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files ?? {})) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const args = [script, ...(files ? [folder] : [])];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("the check of the import boundaries", () => {
  it("passes our own packages, and others in which every import is allowed", () => {
    const passed = { status: 0, stdout: "boundaries: no import crosses one\n", stderr: "" };
    expect(check()).toEqual(passed);
    expect(check(GOOD)).toEqual(passed);
  });

  it.each<[what: string, path: string, text: string, complaint: string]>([
    [
      "runner imports the transitions",
      "runner/src/x.ts",
      'import { changeRun } from "@review/db/transitions";\n',
      "@review/db/transitions: packages/runner may not import it",
    ],
    [
      "a type of the transitions is imported",
      "cli-kit/src/x.ts",
      'import type { RunState } from "@review/db/transitions";\n',
      "@review/db/transitions: packages/cli-kit may not import it",
    ],
    [
      "a type of the transitions is named in place",
      "cli-kit/src/x.ts",
      'export type S = import("@review/db/transitions").RunState;\n',
      "@review/db/transitions: packages/cli-kit may not import it",
    ],
    [
      "the transitions are imported when needed",
      "cli-split/src/commands/x.ts",
      'export const load = () => import("@review/db/transitions");\n',
      "@review/db/transitions: packages/cli-split may not import it",
    ],
    [
      "the transitions are exported again",
      "runner/src/x.ts",
      'export * from "@review/db/transitions";\n',
      "@review/db/transitions: packages/runner may not import it",
    ],
    [
      "one of the transitions is exported again",
      "cli-nested/src/x.ts",
      'export { changeRun as x } from "@review/db/transitions";\n',
      "@review/db/transitions: packages/cli-nested may not import it",
    ],
    [
      "a relative import reaches into another package",
      "lifecycle/src/deep/x.ts",
      'import { a } from "../../../db/src/a.ts";\n',
      "../../../db/src/a.ts: reaches into files outside its package's src",
    ],
    [
      "a relative import reaches into built files",
      "db/src/x.ts",
      'import { a } from "../dist/a.js";\n',
      "../dist/a.js: reaches into files outside its package's src",
    ],
    [
      "db imports lifecycle",
      "db/src/x.ts",
      'import { createRun } from "@review/lifecycle";\n',
      "@review/lifecycle: packages/db may not import it",
    ],
    [
      "files of a package are imported by their path",
      "runner/src/x.ts",
      'import "@review/db/dist/transitions.js";\n',
      "@review/db/dist/transitions.js: packages/runner may not import it",
    ],
    [
      "a command line imports the other one",
      "cli-split/src/x.ts",
      'import "@review/cli-nested";\n',
      "@review/cli-nested: packages/cli-split may not import it",
    ],
    [
      "execa is imported elsewhere",
      "runner/src/runners/x.ts",
      'import { execa } from "execa";\n',
      "execa: only runner/src/process/start-process.ts may import it",
    ],
    [
      "a type of the query builder leaves the engine",
      "db/src/x.ts",
      'import type { SQL } from "drizzle-orm/sql";\n',
      "drizzle-orm/sql: only db/src/sqlite/ may import it",
    ],
    [
      "a process is started without execa",
      "runner/src/x.ts",
      'import { spawn } from "node:child_process";\n',
      "node:child_process: nothing may import it",
    ],
    [
      "what runs in a browser imports more than types",
      "web/src/page/deep/x.tsx",
      'import type { A } from "@review/views";\nimport { b } from "@review/db/guards";\nexport const c = <b>{b}</b>;\n',
      "@review/db/guards: a browser has neither our packages nor Node: only their types",
    ],
    [
      "what runs in a browser imports of Node",
      "web/src/page/x.ts",
      'import { join } from "node:path";\n',
      "node:path: a browser has neither our packages nor Node: only their types",
    ],
    [
      "words that a browser has, too, are made of more than themselves",
      "views/src/words/x.ts",
      'import type { A } from "../finding.ts";\nimport { b } from "./y.ts";\nimport { c } from "../z.ts";\nexport { b, c };\n',
      "../z.ts: a browser has neither our packages nor Node: only their types",
    ],
    [
      "a new package without rules imports one of ours",
      "extra/src/index.ts",
      'import "@review/db";\n',
      "@review/db: packages/extra may not import it",
    ],
    [
      "a library touches process",
      "corpus/src/x.ts",
      "export const home = process.env.HOME;\n",
      "process: only the command lines' edge touches `process`",
    ],
    [
      "a library imports process",
      "corpus/src/x.ts",
      'import { env } from "node:process";\nexport const home = env.HOME;\n',
      "process: only the command lines' edge touches `process`",
    ],
    [
      "a source imports the test kit",
      "cli-kit/src/x.ts",
      'import "@review/test-kit/a.ts";\n',
      "@review/test-kit/a.ts: packages/cli-kit may not import it",
    ],
    [
      "a test imports what lies in another package's tests",
      "cli-nested/test/x.test.ts",
      'import "../../cli-kit/test/a.ts";\n',
      "../../cli-kit/test/a.ts: what tests of several packages share is in packages/test-kit",
    ],
    [
      "a program of a test does",
      "runner/test/fixtures/x.mjs",
      'import "../../../db/test/a.mjs";\n',
      "../../../db/test/a.mjs: what tests of several packages share is in packages/test-kit",
    ],
    [
      "a test beside its source does",
      "cli-kit/src/deep/x.test.ts",
      'import "../../../test-kit/test/a.ts";\n',
      "../../../test-kit/test/a.ts: what tests of several packages share is in packages/test-kit",
    ],
  ])("fails where %s", (_, path, text, complaint) => {
    const { status, stdout, stderr } = check({ ...GOOD, [path]: text });
    expect(stderr).toBe(`packages/${path} imports ${complaint}\n`);
    expect(stdout).toBe("boundaries: 1 crossed\n");
    expect(status).toBe(1);
  });

  it("fails where files import each other in a circle", () => {
    const circle = {
      "db/src/one.ts": 'import "./two.ts";\n',
      "db/src/two.ts": 'export * from "./deep/three.ts";\n',
      "db/src/deep/three.ts": 'import type { One } from "../one.ts";\n',
    };
    const { status, stderr } = check({ ...GOOD, ...circle });
    expect(stderr).toMatch(/^packages\/db\/src\/\S+ imports .*one\.ts.*: imports in a circle\n$/);
    expect(stderr).toContain("db/src/two.ts");
    expect(stderr).toContain("db/src/deep");
    expect(status).toBe(1);
  });

  it("fails where folders do, though no files do", () => {
    const circle = {
      "db/src/a/one.ts": 'import "../b/two.ts";\n',
      "db/src/b/two.ts": "export const two = 2;\n",
      "db/src/b/deep/three.ts": 'import "../../a/four.ts";\n',
      "db/src/a/four.ts": "export const four = 4;\n",
    };
    const { status, stderr } = check({ ...GOOD, ...circle });
    expect(stderr).toBe("packages/db/src/a imports db/src/b → db/src/a: imports in a circle\n");
    expect(status).toBe(1);
  });

  it("fails where a file cannot be parsed", () => {
    expect(check({ ...GOOD, "db/src/x.ts": "import {" })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("x.ts cannot be parsed"),
    });
  });

  it("names every crossing", () => {
    const text = 'import "@review/runner";\nimport "execa";\nprocess.exit();\n';
    const { stderr, stdout } = check({ ...GOOD, "db/src/x.ts": text });
    expect(stderr.trimEnd().split("\n")).toHaveLength(3);
    expect(stdout).toBe("boundaries: 3 crossed\n");
  });
});

describe("readModule", () => {
  it.each<[text: string, touches: boolean]>([
    ["process.exit();", true],
    ["const { env } = process;", true],
    ["run(process);", true],
    ["export const all = { process };", true],
    ["const home = process['env'];", true],
    ["globalThis.process.exit();", true],
    ["globalThis['process'].exit();", true],
    ["type Env = typeof process.env;", true],
    ["export function end(process: ProcessEnd) { return process.cause; }", false],
    ["const process = await start(); process.kill();", false],
    ["const { process } = await start(); process.kill();", false],
    ["const { end: process = none } = await start(); process.kill();", false],
    ["interface Reader { end(process: ProcessEnd): void }", false],
    ["import { process } from './unified.ts'; process.run();", false],
    ["for (const process of all) process.kill();", false],
    ["outcome.process.kill();", false],
    ["export const kinds = { process: 1 };", false],
    ["interface Outcome { process: Child }", false],
    ["// process.exit()\nexport const text = 'process.env';", false],
    ["const { end = process.env } = await start();", true],
  ])("%s", (text, touches) => {
    expect(readModule("x.ts", text).touchesProcess).toBe(touches);
  });

  it("tells imports of types alone from those of values", () => {
    const text = [
      'import { a } from "a";',
      'import type { B } from "b";',
      'export type { C } from "c";',
      'export { d } from "d";',
      'type E = import("e").E;',
      'import type { F } from "a";',
    ].join("\n");
    expect(readModule("x.tsx", text).values).toEqual(["a", "d"]);
  });

  it("finds every kind of import, each once", () => {
    const text = [
      'import a from "a";',
      'import { b, type B } from "b";',
      'import * as c from "c";',
      'import type { D } from "d";',
      'import "e";',
      'export { f } from "f";',
      'export * from "g";',
      'export * as h from "h";',
      'export type { I } from "i";',
      'const j = await import("j");',
      "const k = await import(`k`);",
      'type L = import("l").L;',
      'import { again } from "a";',
      "const m = await import(name);",
    ].join("\n");
    expect(readModule("x.ts", text).imports.sort()).toEqual([..."abcdefghijkl", "name"]);
  });
});
