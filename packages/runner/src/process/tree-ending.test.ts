import { expect, it } from "vitest";
import { treeEnding } from "./tree-ending.ts";

it.each<[NodeJS.Platform, "SIGTERM" | "SIGKILL"]>([
  ["linux", "SIGTERM"],
  ["linux", "SIGKILL"],
  ["darwin", "SIGKILL"],
])("on %s %s goes to the group", (platform, signal) => {
  expect(treeEnding(platform, { pid: 7, signal }, {})).toEqual({ by: "signal", pid: -7, signal });
});

it.each([
  ["SIGTERM", { SystemRoot: "D:\\Win" }, "D:\\Win\\System32\\taskkill.exe"],
  ["SIGKILL", { SYSTEMROOT: "D:\\Win" }, "D:\\Win\\System32\\taskkill.exe"],
  ["SIGKILL", {}, "C:\\Windows\\System32\\taskkill.exe"],
] as const)("on Windows %s is the end of the tree, in %j", (signal, environment, program) => {
  expect(treeEnding("win32", { pid: 7, signal }, environment)).toEqual({
    by: "program",
    program,
    args: ["/PID", "7", "/T", "/F"],
    nothingThere: 128,
  });
});
