import { describe, expect, it } from "vitest";
import { findProgram, startable } from "./find-program.ts";
import { programPaths } from "./program-paths.ts";

describe("where a program is looked for", () => {
  it.each([
    ["claude", "/usr/bin:node_modules/.bin::/opt/x", ["/usr/bin/claude", "/opt/x/claude"]],
    ["bin/own", "/usr/bin", ["/notes/bin/own"]],
    ["../own", undefined, ["/own"]],
    ["/opt/own", undefined, ["/opt/own"]],
    ["claude", undefined, []],
  ])("on Linux: %s with PATH %s", (program, PATH, paths) => {
    expect(programPaths("linux", program, { cwd: "/notes", environment: { PATH } })).toEqual(paths);
  });

  const PATHEXT = ".EXE;.CMD";
  it.each([
    // npm puts a script for Unix shells beside the one for its own, without an extension.
    [
      "claude",
      { Path: "C:\\npm;D:\\x", PATHEXT },
      ["C:\\npm\\claude.exe", "C:\\npm\\claude.cmd", "D:\\x\\claude.exe", "D:\\x\\claude.cmd"],
    ],
    ["codex.CMD", { PATH: "C:\\npm", PATHEXT }, ["C:\\npm\\codex.CMD"]],
    ["codex.js", { PATH: "C:\\npm", PATHEXT: ".EXE" }, ["C:\\npm\\codex.js.exe"]],
    // Never in the folder that it works in, though Windows would look there first.
    ["claude", { Path: "node_modules\\.bin;.;;..", PATHEXT }, []],
    ["claude", { PATHEXT }, []],
    ["bin\\own", { PATHEXT: ".EXE" }, ["C:\\notes\\bin\\own.exe"]],
    ["bin/own.exe", { PATHEXT }, ["C:\\notes\\bin\\own.exe"]],
    ["D:\\own.exe", {}, ["D:\\own.exe"]],
    [
      "own",
      { Path: "\\\\server\\tools" },
      [".com", ".exe", ".bat", ".cmd"].map((end) => `\\\\server\\tools\\own${end}`),
    ],
  ])("on Windows: %s in %j", (program, environment, paths) => {
    expect(programPaths("win32", program, { cwd: "C:\\notes", environment })).toEqual(paths);
  });
});

it("starts what was named, but on Windows what that name means outside of the folder", async () => {
  const place = { cwd: "/", environment: { PATH: process.env.PATH } };
  expect(await startable("node", place, "linux")).toBe("node");
  expect(await startable("node", place, "win32")).toBe(await findProgram("node", place));
  expect(await startable("no-such-program", place, "win32")).toBeUndefined();
});
