import { readdir } from "node:fs/promises";
import type { ConfiguredRunner } from "@review/corpus";
import { BIN, ENVIRONMENT, expectGone, printedPids, program } from "@review/test-kit/programs.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { tellFailure } from "../src/remedy.ts";
import type { ExecuteContext, ReviewRequest } from "../src/runner.ts";
import { configuredRunner } from "../src/runners/configured.ts";

const SECRETS = { AWS_SECRET_ACCESS_KEY: "planted-1", GITHUB_TOKEN: "planted-2", REVIEW_DB: "planted-3" };

interface Changes {
  settings?: Partial<ConfiguredRunner>;
  request?: Partial<ReviewRequest>;
  context?: Partial<ExecuteContext>;
}

/** Asks one of the programs as the runner `mine`. TMPDIR is a folder of its own, so that what stays can be seen. */
async function ask(command: readonly string[], { settings, request, context }: Changes = {}) {
  const temporary = scratchFolder();
  const runner = configuredRunner("mine", {
    command,
    prompt: "stdin",
    passEnv: [],
    secretEnv: [],
    ...settings,
  });
  const full: ReviewRequest = {
    invocationId: "i",
    prompt: "the prompt\n",
    token: "1f2e3d4c",
    notes: [],
    model: "Some Model",
    root: BIN,
    timeoutMs: 60_000,
    ...request,
  };
  const signal = new AbortController().signal;
  const environment = { ...ENVIRONMENT, ...SECRETS, TMPDIR: temporary };
  try {
    return await runner.execute(full, { signal, environment, ...context });
  } finally {
    expect(await readdir(temporary)).toEqual([]);
  }
}

const telemetryOf = async (written: string, request: Partial<ReviewRequest> = {}) => {
  const command = [program("answer"), "--telemetry", written];
  const { telemetry, debugLog } = await ask(command, { request });
  return { telemetry, debugLog };
};

describe("what a configured runner is given", () => {
  const surroundings = async (changes: Changes = {}) => {
    const { text, redact } = await ask([program("print-surroundings"), "one", "$(two)"], changes);
    return { ...JSON.parse(text), kept: JSON.parse(redact?.(text) ?? text) };
  };

  it("is the prompt on stdin, the requested model, and the place for its telemetry", async () => {
    const { env, kept: _kept, ...given } = await surroundings();
    expect(given).toEqual({ args: ["one", "$(two)"], cwd: BIN, stdin: "the prompt\n" });
    expect(env).toMatchObject({
      REVIEW_MODEL: "Some Model",
      REVIEW_TELEMETRY_FILE: expect.stringContaining("/"),
    });
    expect(Object.keys(env)).not.toContain("REVIEW_EFFORT");
    expect(Object.keys(env)).not.toContain("REVIEW_PROMPT_FILE");
  });

  it("is the prompt in a file, if it is configured so, and nothing on stdin", async () => {
    const given = await surroundings({ settings: { prompt: "file" }, request: { effort: "high" } });
    expect(given).toMatchObject({ stdin: "", promptFile: "the prompt\n" });
    expect(given.env.REVIEW_EFFORT).toBe("high");
  });

  it("is no secret that it does not ask for", async () => {
    expect(JSON.stringify(await surroundings())).not.toContain("planted");
  });

  it("is what it asks for, but that is not kept", async () => {
    const passEnv = ["GITHUB_TOKEN", "NOT_SET"];
    const { env, kept } = await surroundings({ settings: { passEnv, secretEnv: ["REVIEW_DB"] } });
    expect(env).toMatchObject({ GITHUB_TOKEN: "planted-2", REVIEW_DB: "planted-3" });
    expect(env).not.toHaveProperty("AWS_SECRET_ACCESS_KEY");
    expect(kept.env).toMatchObject({ GITHUB_TOKEN: "[redacted]", REVIEW_DB: "[redacted]" });
    const log = await ask([program("say-nothing"), "1", "with planted-2 and Bearer abcdefabcdef1234"], {
      settings: { passEnv },
    });
    expect(log.debugLog).toBe("with [redacted] and Bearer [redacted]");
    expect(log.ended).toMatchObject({ message: expect.stringMatching(/\(with \[redacted\] and Bearer \[/) });
  });
});

describe("how a configured runner ends", () => {
  it.each([
    [["answer"], "completed", undefined],
    [["answer", "--exit", "7"], "completed", undefined],
    [["say-nothing"], "empty-output", /^mine printed nothing: /],
    [["say-nothing", "3"], "empty-output", /^mine printed nothing and exited with code 3: /],
    [["print-lines", "0", "0", "0"], "empty-output", /^mine printed nothing: /],
    [["end-by-signal", "SIGSEGV", "so far"], "crashed", /^mine was ended by SIGSEGV: /],
    [["flood"], "crashed", /^mine printed more than 64 MiB and was ended: /],
    [["no-such-program"], "not-installed", /^the program .* of the runner mine was not found: install it$/],
  ])("%o is %s", async ([name = "", ...args], how, message) => {
    const request = { prompt: "=== NOTE START 1f2e3d4c: a.md ===\n=== NOTE END 1f2e3d4c: a.md ===\n" };
    const { ended } = await ask([program(name), ...args], { request });
    expect(ended.how).toBe(how);
    expect("message" in ended ? tellFailure(ended) : "").toMatch(message ?? /^$/);
  });

  it("keeps what there is of the answer, of stderr and of the exit code", async () => {
    const crashed = await ask([program("end-by-signal"), "SIGKILL", "so far"]);
    expect(crashed).toMatchObject({ text: "so far", telemetry: { exitCode: undefined } });
    const failed = await ask([program("say-nothing"), "3", "no model"]);
    expect("message" in failed.ended && tellFailure(failed.ended)).toBe(
      "mine printed nothing and exited with code 3 (no model): try its command by hand with the prompt of --dry-run, or look at its log",
    );
    expect(failed).toMatchObject({ text: "", debugLog: "no model", telemetry: { exitCode: 3 } });
  });

  it("is a timeout when the time is up, with the answer so far", async () => {
    const execution = await ask([program("hang"), "so far"], { request: { timeoutMs: 3_000 } });
    expect(execution.ended).toMatchObject({
      how: "timeout",
      message: expect.stringMatching(/^timeout: mine had/),
    });
    expect(execution.text).toMatch(/^so far\n/);
    await expectGone(printedPids(execution.text));
  });

  it("is interrupted when the person interrupts, with the answer so far", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 3_000);
    const execution = await ask([program("hang"), "so far"], { context: { signal: controller.signal } });
    expect(execution.ended).toEqual({ how: "interrupted", message: "interrupted" });
    expect(execution.text).toMatch(/^so far\n/);
    await expectGone(printedPids(execution.text));
  });

  it("cannot start when its files cannot be written", async () => {
    const runner = configuredRunner("mine", {
      command: [program("answer")],
      prompt: "file",
      passEnv: [],
      secretEnv: [],
    });
    const request = {
      invocationId: "i",
      prompt: "",
      token: "",
      notes: [],
      model: "m",
      root: BIN,
      timeoutMs: 1,
    };
    const context = { signal: new AbortController().signal, environment: { TMPDIR: "/no/such/folder" } };
    const { ended } = await runner.execute(request, context);
    expect(ended).toEqual({
      how: "cannot-start",
      message: expect.stringMatching(/^mine cannot be started, its temporary files .*ENOENT/),
      remedy: ["free some space", "set TMPDIR to a folder that is there"],
    });
  });
});

describe("the telemetry of a configured runner", () => {
  it("is what it wrote, as far as it is telemetry", async () => {
    const usage = { inputTokens: 5, outputTokens: 7, junk: 1 };
    const written = {
      model: "m-1",
      effort: "low",
      costUsd: 0.5,
      usage,
      runner: "x",
      exitCode: 9,
      other: true,
    };
    expect(await telemetryOf(JSON.stringify(written), { effort: "high" })).toEqual({
      telemetry: {
        model: "m-1",
        modelEvidence: "declared",
        effort: "low",
        costUsd: 0.5,
        usage: { inputTokens: 5, outputTokens: 7 },
        exitCode: 0,
      },
      debugLog: "",
    });
  });

  it("has the effort it was given where it reports none", async () => {
    const { telemetry } = await telemetryOf(`{"model": "m-1"}`, { effort: "high" });
    expect(telemetry).toMatchObject({ model: "m-1", effort: "high" });
  });

  it.each([
    [`{"model": "m", "modelEvidence": "observed"}`, { model: "m", modelEvidence: "observed" }],
    [`{"model": "m", "modelEvidence": "declared"}`, { model: "m", modelEvidence: "declared" }],
    [`{"model": "m", "modelEvidence": "self-reported"}`, {}],
    [`{"model": 5, "costUsd": "much"}`, {}],
  ])("of %s counts for what it is worth", async (written, telemetry) => {
    expect((await telemetryOf(written)).telemetry).toEqual({ ...telemetry, effort: undefined, exitCode: 0 });
  });

  it.each([
    ["not JSON", "{", /not JSON/],
    ["no object", "[1]", /not a JSON object/],
    ["nothing", "", /not JSON/],
  ])("is left out if it is %s, and the log says so", async (_, written, problem) => {
    const { telemetry, debugLog } = await telemetryOf(written);
    expect(telemetry).toEqual({ effort: undefined, exitCode: 0 });
    expect(debugLog).toMatch(problem);
  });

  it.each([
    ["folder", /not a plain file/],
    ["link", /not a plain file/],
    ["pipe", /not a plain file/],
    ["huge", /larger than/],
  ])("is left out if it is a %s, which is not even opened", async (kind, problem) => {
    const { ended, debugLog } = await ask([program("misuse-telemetry"), kind]);
    expect(ended).toEqual({ how: "completed" });
    expect(debugLog).toMatch(problem);
  });
});

describe("before a configured runner is started", () => {
  const preflight = (command: readonly string[], environment = ENVIRONMENT) => {
    const runner = configuredRunner("mine", { command, prompt: "stdin", passEnv: [], secretEnv: [] });
    return runner.preflight({ root: BIN, environment, signal: new AbortController().signal });
  };

  it("is found out whether its program is there", async () => {
    expect(await preflight([program("answer")])).toBeUndefined();
    expect(await preflight(["./answer.mjs"])).toBeUndefined();
    expect(await preflight(["answer.mjs"])).toBeUndefined();
    expect(await preflight(["no-such-program", "x"])).toEqual({
      how: "not-installed",
      message: "the program no-such-program of the runner mine was not found",
      remedy: ["install it", "mend runners.mine.command in review.config.json"],
    });
  });
});
