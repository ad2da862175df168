import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { binPath, runProgram } from "@review/test-kit/run-bin.ts";
import { describe, expect, it, onTestFinished } from "vitest";

function scratch(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "review-surroundings-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const nested = binPath("review-nested");
const split = binPath("review-split");

describe("the current folder is gone", () => {
  /** A shell that removes the folder it is in and then starts a command line. */
  const startIn = (folder: string, args: string[]) => {
    mkdirSync(join(folder, "gone"), { recursive: true });
    const script = 'rmdir ../gone && exec "$0" "$@"';
    return runProgram("sh", ["-c", script, process.execPath, ...args], { cwd: join(folder, "gone") });
  };
  const GONE = "the current folder is gone: change into another one (cd) and run the command again";

  it.each([
    [nested, "runs"],
    [nested, "stale", "--all-gates", "--model", "m"],
    [split, "mcp"],
    [split, "--no-such-option"],
  ])("%s %s …", async (...command) => {
    const { root } = makeKnowledgeBase();
    const end = await startIn(scratch(), [...command, "--root", root]);
    expect(end).toMatchObject({ exitCode: 3, stdout: "" });
    // The shell has a word of its own.
    expect(end.stderr.split("\n").filter((line) => line.startsWith("error"))).toEqual([`error: ${GONE}`]);
    expect(end.stderr).not.toContain("    at ");
  });

  it("is said in JSON, too, and does not keep from reading the help", async () => {
    const { root } = makeKnowledgeBase();
    const end = await startIn(scratch(), [nested, "runs", "--json", "--root", root]);
    expect(JSON.parse(end.stdout)).toEqual({
      schema: 1,
      error: { code: "no-working-directory", message: GONE },
    });
    expect(await startIn(scratch(), [nested, "--help"])).toMatchObject({ exitCode: 0 });
  });

  it("is a problem that the doctor tells", async () => {
    const end = await startIn(scratch(), [nested, "doctor", "--quiet"]);
    expect(end).toMatchObject({ exitCode: 3, stdout: expect.stringContaining(`problem  ${GONE}`) });
  });
});

describe("SQLite cannot be loaded", () => {
  /** A command line as it is installed where install scripts do not run. */
  const install = (name: "review-split" | "review-nested", nativeCode?: string) => {
    const folder = scratch();
    const from = dirname(dirname(binPath(name)));
    for (const part of ["bin", "bundle", "package.json"]) {
      cpSync(join(from, part), join(folder, part), { recursive: true });
    }
    const native = join(folder, "node_modules/better-sqlite3/build/Release");
    mkdirSync(native, { recursive: true });
    if (nativeCode !== undefined) writeFileSync(join(native, "better_sqlite3.node"), nativeCode);
    return join(folder, "bin", `${name}.cjs`);
  };
  const start = (program: string, ...args: string[]) =>
    runProgram(process.execPath, [program, ...args], { cwd: makeKnowledgeBase().root });
  const MISSING =
    /^error: the native code of better-sqlite3 was not built, .*npm rebuild better-sqlite3.*\n$/;

  it.each([
    ["review-nested", "runs"],
    ["review-nested", "stale", "--all-gates", "--model", "m"],
    ["review-split", "mcp"],
    ["review-split", "create", "kb/notes/a.md", "prose", "--runner", "r", "--model", "m"],
  ] as const)("%s %s …", async (name, ...args) => {
    const { stdout, stderr, exitCode } = await start(install(name), ...args);
    expect({ stdout, stderr, exitCode }).toEqual({
      stdout: "",
      stderr: expect.stringMatching(MISSING),
      exitCode: 3,
    });
  });

  it("is said in JSON, and by the doctor among the rest", async () => {
    const program = install("review-nested");
    expect(JSON.parse((await start(program, "runs", "--json")).stdout)).toMatchObject({
      error: { code: "native-module-unusable" },
    });
    const doctor = await start(program, "doctor");
    expect(doctor.exitCode).toBe(3);
    expect(doctor.stdout).toContain("problem  the native code of better-sqlite3 was not built");
    expect(doctor.stdout).toContain("\nGates\n  ok");
  });

  it("names what the system says of a file that is no native code", async () => {
    const { stderr, exitCode } = await start(install("review-nested", "junk"), "runs");
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^error: the native code of better-sqlite3 cannot be loaded \(.*\): run .*\n$/);
  });
});
