import { chmod, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  BIN,
  ENVIRONMENT,
  endSurvivor,
  expectGone,
  printedPids,
  program,
} from "@review/test-kit/programs.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { PATIENCE } from "../src/process/patience.ts";
import type { SubprocessOptions } from "../src/process/subprocess.ts";
import { runProgram as run } from "./run-program.ts";

const STARTER = fileURLToPath(new URL("fixtures/starter.mjs", import.meta.url));

describe("a program that ends by itself", () => {
  it.each([0, 1, 7, 255])("exits with code %i", async (code) => {
    const end = await run("say-nothing", [`${code}`, "to stderr"]);
    expect(end).toMatchObject({ cause: "exited", exitCode: code, stdout: "", stderr: "to stderr" });
    expect([end.signal, end.problem]).toEqual([undefined, undefined]);
  });

  it("is given exactly the arguments, the folder, the input and the environment", async () => {
    const args = ["a b", "$(touch x)", "'", "", "-n", "ü"];
    const environment = { PATH: ENVIRONMENT.PATH, ONLY: "this", NOT: undefined };
    const { stdout } = await run("print-surroundings", args, { stdin: "the prompt", environment });
    const { env, ...surroundings } = JSON.parse(stdout);
    expect(surroundings).toEqual({ args, cwd: BIN, stdin: "the prompt" });
    // macOS adds this one to whatever it is given.
    expect(Object.keys(env).filter((name) => name !== "__CF_USER_TEXT_ENCODING")).toEqual(["PATH", "ONLY"]);
  });

  it.each(["SIGKILL", "SIGTERM", "SIGSEGV"])(
    "says that %s ended it, and keeps what it printed",
    async (signal) => {
      expect(await run("end-by-signal", [signal, "so far"])).toMatchObject({
        cause: "killed",
        signal,
        stdout: "so far",
      });
    },
  );

  it("need not read its input", async () => {
    const stdin = "x".repeat(4 * 1024 * 1024);
    expect(await run("say-nothing", ["0"], { stdin })).toMatchObject({ cause: "exited", exitCode: 0 });
    expect(await run("close-stdin", [], { stdin })).toMatchObject({ cause: "exited", stdout: "done" });
  });

  it("may be given megabytes and print them again", async () => {
    const stdin = "ü".repeat(4 * 1024 * 1024);
    const { cause, stdout } = await run("echo-prompt", [], { stdin });
    expect([cause, stdout === stdin]).toEqual(["exited", true]);
  });

  it("may print any bytes", async () => {
    const { stdout } = await run("print-garbage");
    expect(stdout.startsWith("\u001b[31mred\u001b[0m\0\n")).toBe(true);
    expect(stdout).toContain("\uFFFD");
  });
});

describe("a program that does not end", () => {
  /** Runs `hang` and does something once it and its child are there. */
  const whenReady = async (act: () => void, args: readonly string[], limits: Partial<SubprocessOptions>) => {
    const lines: string[] = [];
    const onLine = (line: string) => {
      lines.push(line);
      if (line === "ready") act();
    };
    const end = await run("hang", args, { ...limits, onLine });
    const pids = printedPids(lines.join("\n"));
    expect(pids).toHaveLength(2);
    return { end, pids };
  };

  it("is ended with its group when the person interrupts", async () => {
    const controller = new AbortController();
    const { end, pids } = await whenReady(() => controller.abort(), [], { signal: controller.signal });
    expect(end).toMatchObject({ cause: "interrupted", signal: "SIGTERM" });
    expect(end.exitCode).toBeUndefined();
    await expectGone(pids);
  });

  it("says what interrupted it, if that was no person", async () => {
    const controller = new AbortController();
    const why = new Error("nobody reads the answer");
    const { end } = await whenReady(() => controller.abort(why), [], { signal: controller.signal });
    expect(end).toMatchObject({ cause: "interrupted", problem: why.message });
  });

  it("does not outlive the process that started it, however that exits", async () => {
    const exiting = await execa(process.execPath, [STARTER, "exits", program("hang"), "--stubborn"], {
      reject: false,
    });
    expect(exiting.exitCode).toBe(7);
    const pids = printedPids(exiting.stdout);
    expect(pids).toHaveLength(2);
    await expectGone(pids);
  });

  it("is ended by a timeout, and what it printed is kept", async () => {
    const end = await run("hang", ["so far"], { timeoutMs: 3_000 });
    expect(end).toMatchObject({
      cause: "timeout",
      signal: "SIGTERM",
      stdout: expect.stringMatching(/^so far\n/),
    });
    await expectGone(printedPids(end.stdout));
  });

  it("is killed with its group some time later if they ignore SIGTERM", async () => {
    const controller = new AbortController();
    const limits = { signal: controller.signal };
    const { end, pids } = await whenReady(() => controller.abort(), ["--stubborn"], limits);
    expect(end).toMatchObject({ cause: "interrupted", signal: "SIGKILL" });
    await expectGone(pids);
  });

  it("is killed at once by a forced abort, after another or alone", async () => {
    for (const before of [[new AbortController()], []]) {
      const forced = new AbortController();
      const act = () => {
        for (const controller of [...before, forced]) controller.abort();
      };
      const limits = { forced: forced.signal, ...(before[0] && { signal: before[0].signal }) };
      const { end, pids } = await whenReady(act, ["--stubborn"], limits);
      expect(end).toMatchObject({ cause: "interrupted", signal: "SIGKILL" });
      await expectGone(pids);
    }
  });

  it("may be given more time than a timer can hold", async () => {
    expect(await run("say-nothing", [], { timeoutMs: 2 ** 40 })).toMatchObject({ cause: "exited" });
  });
});

describe("a program that leaves another behind, which holds its output", () => {
  it("is waited for no longer than a moment, and the other one is ended", async () => {
    const end = await run("leave-grandchild");
    expect(end).toMatchObject({ cause: "exited", exitCode: 0 });
    await expectGone(printedPids(end.stdout));
  });

  it("is waited for no longer if the other one has left the group, and so survives", async () => {
    const end = await run("leave-grandchild", ["--detached"]);
    expect(end).toMatchObject({ cause: "exited", exitCode: 0 });
    expect(printedPids(end.stdout).map(endSurvivor)).toEqual([true]);
  });

  it("has exited before the timeout that comes while its output is awaited", async () => {
    const lines: string[] = [];
    const controller = new AbortController();
    const onLine = (line: string) => {
      lines.push(line);
      // By then the program itself is gone.
      setTimeout(() => controller.abort(), PATIENCE.drainMs / 2);
    };
    const end = await run("leave-grandchild", [], { onLine, signal: controller.signal, patience: PATIENCE });
    expect(end).toMatchObject({ cause: "exited", exitCode: 0 });
    await expectGone(printedPids(lines.join("\n")));
  });
});

describe("output", () => {
  it("ends the program when it is too much, and is kept up to there", async () => {
    const end = await run("flood", [], { maxOutputBytes: 3_000_000 });
    expect(end).toMatchObject({ cause: "too-much-output", signal: "SIGTERM" });
    expect(end.stdout.length).toBeGreaterThan(2_000_000);
    expect(end.stdout.length).toBeLessThanOrEqual(3_000_000);
  });

  it("is too much also if the program has exited by the time it is read", async () => {
    const end = await run("echo-prompt", [], { stdin: "x".repeat(1000), maxOutputBytes: 999 });
    expect(end).toMatchObject({ cause: "too-much-output", stdout: "" });
  });

  it("comes line by line, whatever their length, the last one too", async () => {
    const lines: string[] = [];
    const onLine = (line: string) => void lines.push(line);
    const lengths = [0, 2 * 1024 * 1024, 3, 0, 1024 * 1024];
    const end = await run("print-lines", lengths.map(String), { onLine });
    expect(end).toMatchObject({ cause: "exited", stdout: "" });
    expect(lines.map((line) => line.length)).toEqual(lengths);
    expect(lines.every((line) => /^ü*$/.test(line))).toBe(true);
  });

  it("of stderr is kept at its end", async () => {
    const { stderr } = await run("print-stderr", ["3000"]);
    expect(stderr).toHaveLength(1024 * 1024);
    expect(stderr.endsWith(" 3000\n")).toBe(true);
  });
});

describe("a program that cannot be started", () => {
  it("is not found, by name or by path", async () => {
    expect(await run("", [], { program: "no-such-program" })).toMatchObject({ cause: "not-found" });
    expect(await run("no-such-program")).toMatchObject({ cause: "not-found", stdout: "", stderr: "" });
  });

  it.each([
    ["a file that may not be executed", "#!/bin/sh\n", 0o644, /EACCES/],
    ["a script without its interpreter", "#!/no/such/interpreter\n", 0o755, /ENOENT/],
  ])("%s", async (_, text, mode, problem) => {
    const path = `${scratchFolder()}/script`;
    await writeFile(path, text);
    await chmod(path, mode);
    expect(await run("", [], { program: path })).toMatchObject({
      cause: "cannot-start",
      problem: expect.stringMatching(problem),
    });
  });

  it.each([
    ["too long an argument", { args: ["x".repeat(3 * 1024 * 1024)] }, /E2BIG/],
    ["an argument with a NUL", { args: ["a\0b"] }, /null bytes/],
    ["a folder that is not there", { cwd: "/no/such/folder" }, /cwd/],
    ["no name", { program: "" }, /empty/],
  ])("%s", async (_, changes, problem) => {
    const end = await run("say-nothing", [], changes);
    expect(end).toMatchObject({ cause: "cannot-start", problem: expect.stringMatching(problem) });
  });

  // Windows has no such limit, and its processes no descriptors.
  it.skipIf(process.platform === "win32")("because no more files can be opened", async () => {
    const script = 'ulimit -n 100; exec "$0" "$1" without-files';
    const { stdout, stderr } = await execa("sh", ["-c", script, process.execPath, STARTER], {
      reject: false,
    });
    // No warning of Node.js either, however many are started at a time: each hears its own failure alone.
    expect(stderr).toBe("");
    const endOf = (name: string) => ({
      cause: "cannot-start",
      problem: `spawn ${name} EMFILE`,
      code: "EMFILE",
    });
    expect(JSON.parse(stdout)).toEqual(
      Array(6)
        .fill([endOf("true"), endOf("false")])
        .flat(),
    );
  });

  it("is not started when the person has interrupted before", async () => {
    const aborted = AbortSignal.abort();
    expect(await run("flood", [], { signal: aborted })).toMatchObject({ cause: "interrupted", stdout: "" });
    expect(await run("flood", [], { forced: aborted })).toMatchObject({ cause: "interrupted", stdout: "" });
  });

  it("has a name that no shell reads", async () => {
    expect(await run("", [], { program: "say-nothing.mjs; flood.mjs" })).toMatchObject({
      cause: "not-found",
    });
  });
});
