import { execFileSync } from "node:child_process";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claudeCode } from "../src/clients/claude-code/client.ts";
import type { Client, ClientSettings } from "../src/clients/client.ts";
import { reportClient } from "../src/clients/client-report.ts";
import { clientRunner } from "../src/clients/client-runner.ts";
import { codex } from "../src/clients/codex/client.ts";
import type { Progress } from "../src/runner.ts";
import { createFakeMachine, type FakeMachine } from "./fake-client.ts";

let machine: FakeMachine;
let shown: Progress[];
beforeEach(async () => {
  machine = await createFakeMachine();
  shown = [];
});
afterEach(async () => {
  await machine.remove();
});

const THREAD = "01a202e9-d9a1-7381-b285-9b32b526081c";
const PLANTED = { AWS_SECRET_ACCESS_KEY: "planted-aws", GITHUB_TOKEN: "planted-github" };

function context(environment: Record<string, string> = {}) {
  return {
    root: machine.root,
    signal: new AbortController().signal,
    environment: { ...machine.environment, ...PLANTED, ...environment },
    onProgress: (progress: Progress) => shown.push(progress),
  };
}

function execute(client: Client, settings: ClientSettings = {}, environment: Record<string, string> = {}) {
  const request = {
    invocationId: "232ed55b-d19e-424b-8907-4c50d6e89584",
    prompt: "You are a reviewer.",
    token: "0a1b2c3d",
    notes: [],
    model: "opus",
    effort: "high",
    root: machine.root,
    timeoutMs: 600_000,
  };
  return clientRunner(client, settings).execute(request, context(environment));
}

function codexAnswers(text: string): string {
  return `
    print({ type: "thread.started", thread_id: "${THREAD}" }, { type: "turn.started" },
      { type: "item.completed", item: { type: "agent_message", text: ${JSON.stringify(text)} } },
      { type: "turn.completed", usage: { input_tokens: 100, cached_input_tokens: 50, output_tokens: 25 } });`;
}

describe("clientRunner: preflight", () => {
  it("finds the program on the given PATH, without starting it", async () => {
    await machine.install("claude", 'note("started", "yes")');
    expect(await clientRunner(claudeCode).preflight(context())).toBeUndefined();
    await expect(machine.noted("started")).rejects.toThrow("ENOENT");
  });

  it.each([
    [
      claudeCode,
      "claude was not found",
      ["npm install -g @anthropic-ai/claude-code", "set runners.claude-code.path in review.config.json"],
    ],
    [
      codex,
      "codex was not found",
      ["npm install -g @openai/codex", "set runners.codex.path in review.config.json"],
    ],
  ])("says how to get $name, and starts nothing", async (client, message, remedy) => {
    const failure = { how: "not-installed", message, remedy };
    expect(await clientRunner(client).preflight(context())).toEqual(failure);
    expect(await execute(client)).toEqual({ ended: failure, text: "", debugLog: "" });
  });

  it("takes a path from the settings: on PATH, absolute, or relative to the root", async () => {
    const path = await machine.install("my-codex", codexAnswers("Done."));
    for (const setting of ["my-codex", path, join("..", "bin", "my-codex")]) {
      expect(await clientRunner(codex, { path: setting }).preflight(context())).toBeUndefined();
      expect((await execute(codex, { path: setting })).ended.how).toBe("completed");
    }
    await chmod(path, 0o644);
    expect(await clientRunner(codex, { path }).preflight(context())).toMatchObject({
      how: "not-installed",
      message: `the program ${path} of runners.codex.path is not executable`,
      remedy: [`chmod +x ${path}`, "set runners.codex.path in review.config.json"],
    });
    const { ended } = await execute(codex, { path });
    expect(ended).toMatchObject({ how: "not-installed", message: expect.stringMatching(/not executable$/) });
  });
});

describe("clientRunner: what reaches the client", () => {
  const script = `
    note("environment", JSON.stringify(process.env)); note("arguments", JSON.stringify(process.argv.slice(2)));`;

  it("is the command line of the builder", async () => {
    await machine.install("codex", script);
    await execute(codex, { extraArgs: ["--strict-config"] });
    const args: unknown = JSON.parse(await machine.noted("arguments"));
    expect(args).toEqual(expect.arrayContaining(["exec", "-C", machine.root, "--strict-config"]));
  });

  it("is its own login, what is passed, what the builder sets; nothing else", async () => {
    await machine.install("claude", script);
    const logins = { ANTHROPIC_API_KEY: "sk-login", OPENAI_API_KEY: "sk-other", MY_TOKEN: "mine" };
    const overrides = { CLAUDE_CODE_EFFORT_LEVEL: "low", ANTHROPIC_DEFAULT_OPUS_MODEL: "other" };
    const passEnv = ["MY_TOKEN", ...Object.keys(overrides)];
    await execute(claudeCode, { passEnv }, { ...logins, ...overrides });
    const environment: Record<string, string> = JSON.parse(await machine.noted("environment"));
    expect(environment).toMatchObject({
      ...machine.environment,
      ANTHROPIC_API_KEY: "sk-login",
      MY_TOKEN: "mine",
      CLAUDE_CODE_MAX_RETRIES: "2",
      CLAUDE_CODE_DISABLE_ATTACHMENTS: "1",
    });
    for (const name of ["OPENAI_API_KEY", ...Object.keys(PLANTED), ...Object.keys(overrides)]) {
      expect(environment).not.toHaveProperty(name);
    }
  });
});

describe("clientRunner: git, as a client may start it", () => {
  const script = `
    const { spawnSync } = require("node:child_process");
    const { stdout, stderr } = spawnSync("git", ["rev-parse", "--git-dir"], {
      encoding: "utf8",
      env: { ...process.env, PATH: ${JSON.stringify(process.env.PATH)} },
    });
    note("git", stdout + stderr);`;

  it.each<[ClientSettings, string]>([
    [{}, "fatal: not a git repository"],
    [{ isolated: false }, ".git\n"],
  ])("with %j says: %s", async (settings, said) => {
    execFileSync("git", ["init", "--quiet"], { cwd: machine.root });
    await machine.install("claude", script);
    await execute(claudeCode, settings);
    expect((await machine.noted("git")).startsWith(said)).toBe(true);
  });
});

describe("clientRunner: what is kept", () => {
  it("has no login, no passed secret and nothing shaped like a key in it", async () => {
    const secrets = ["hunter2-hunter2", "my very own token", "sk-ant-api03-unknown-0123456789"];
    const said = JSON.stringify(secrets.join(" and "));
    await machine.install(
      "codex",
      `
      process.stderr.write(${said} + "\\n");
      print({ type: "thread.started", thread_id: "${THREAD}" },
        { type: "item.completed", item: { type: "agent_message", text: "I saw hunter2-hunter2." } },
        { type: "item.completed", item: { type: "command_execution", command: ${said}, aggregated_output: ${said} } },
        { type: "turn.failed", error: { message: "unexpected status 401 Unauthorized: " + ${said} } });
      process.exitCode = 1;`,
    );
    const environment = { OPENAI_API_KEY: "hunter2-hunter2", MY_TOKEN: "my very own token" };
    const execution = await execute(codex, { passEnv: ["MY_TOKEN"] }, environment);
    expect(execution).toMatchObject({ ended: { how: "auth" }, text: "I saw hunter2-hunter2." });
    // The answer is parsed as it came; what is kept of it is not.
    expect(execution.redact?.(execution.text)).toBe("I saw [redacted].");
    expect(execution.debugLog).toContain("[redacted] and [redacted] and [redacted]");
    const kept = { ...execution, text: execution.redact?.(execution.text) };
    for (const secret of secrets) expect(JSON.stringify(kept)).not.toContain(secret);
    expect(JSON.stringify(shown)).not.toContain("hunter2-hunter2");
  });

  it("leaves an answer that speaks of keys as it is", async () => {
    const text = "The note shows the key sk-ant-api03-example-0123456789.";
    await machine.install("codex", codexAnswers(text));
    expect((await execute(codex)).text).toBe(text);
  });

  it("is the model and effort of codex's own record of this thread", async () => {
    const rollout = [
      { type: "session_meta", payload: { id: THREAD, cli_version: "0.169.0" } },
      { type: "turn_context", payload: { model: "gpt-5.4", effort: "xhigh" } },
    ];
    const record = `
      const { mkdirSync } = require("node:fs");
      const folder = join(process.env.CODEX_HOME, "sessions", "2026", "11", "22");
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "rollout-2026-11-22T11-00-09-${THREAD}.jsonl"),
        ${JSON.stringify(rollout.map((line) => JSON.stringify(line)).join("\n"))});`;
    await machine.install("codex", record + codexAnswers("Done."));
    const execution = await execute(codex, {}, { CODEX_HOME: join(machine.home, "codex") });
    expect(execution.telemetry).toEqual({
      model: "gpt-5.4",
      modelEvidence: "observed",
      effort: "xhigh",
      clientVersion: "0.169.0",
      sessionId: THREAD,
      usage: { inputTokens: 100, cachedInputTokens: 50, outputTokens: 25 },
      durationMs: expect.any(Number),
      exitCode: 0,
    });
  });

  it("is an answer without a model, if that record cannot be had", async () => {
    await machine.install("codex", codexAnswers("Done."));
    const without = await execute(codex);
    expect(without).toMatchObject({ ended: { how: "completed" }, text: "Done." });
    expect(without.telemetry).not.toHaveProperty("model");
    expect(without.debugLog).toContain("no session file");

    // A folder in the place of the file.
    const trap = `require("node:fs").mkdirSync(join(process.env.HOME, ".codex/sessions/1/2/3/rollout-x-${THREAD}.jsonl"), { recursive: true });`;
    await machine.install("codex", trap + codexAnswers("Done."));
    const broken = await execute(codex);
    expect(broken).toMatchObject({ ended: { how: "completed" }, text: "Done." });
    expect(broken.debugLog).toContain("the session file could not be read");
  });

  it("has stderr in the log, and not the answer", async () => {
    await machine.install(
      "codex",
      `process.stderr.write("a warning\\n"); ${codexAnswers("The whole answer.")}`,
    );
    const { debugLog } = await execute(codex);
    expect(debugLog).toMatch(/--- stderr ---\na warning\n$/);
    expect(debugLog).toContain("(17 characters of the answer)");
    expect(debugLog).not.toContain("The whole answer.");
  });
});

describe("clientRunner: progress", () => {
  it("shows claude's text as it comes, once, and its tools", async () => {
    const delta = (text: string) =>
      `{ type: "stream_event", event: { type: "content_block_delta", delta: { type: "text_delta", text: "${text}" } } }`;
    await machine.install(
      "claude",
      `print({ type: "system", subtype: "init" }, ${delta("Let me ")}, ${delta("read.")},
        { type: "assistant", message: { model: "m", content: [{ type: "text", text: "Let me read." }] } },
        { type: "assistant", message: { model: "m", content: [{ type: "tool_use", name: "Read", input: { file_path: "a.md" } }] } },
        { type: "system", subtype: "api_retry", attempt: 1, max_retries: 2, error_status: 529 },
        { type: "assistant", message: { model: "m", content: [{ type: "text", text: "Done." }] } })`,
    );
    await execute(claudeCode);
    expect(shown).toEqual([
      { kind: "text", text: "Let me " },
      { kind: "text", text: "read." },
      { kind: "text", text: "\n" },
      { kind: "tool", text: "Read a.md" },
      { kind: "tool", text: "asking again: HTTP 529 (attempt 1 of 2)" },
      { kind: "text", text: "Done.\n" },
    ]);
  });
});

describe("reportClient", () => {
  it("says where a client is, which version, and where that lies beside those that were tested", async () => {
    const { tested } = claudeCode.version;
    const path = await machine.install("claude", `console.log("${tested.newest} (Claude Code)")`);
    const report = { name: "claude-code", path, tested };
    expect(await reportClient(claudeCode, {}, context())).toEqual({
      ...report,
      version: tested.newest,
      standing: "tested",
    });
    await machine.install("claude", 'console.log("3.2.0 (Claude Code)")');
    expect(await reportClient(claudeCode, {}, context())).toEqual({
      ...report,
      version: "3.2.0",
      standing: "newer",
    });
    await machine.install("codex", 'console.log("codex-cli 0.168.0")');
    expect(await reportClient(codex, {}, context())).toMatchObject({ version: "0.168.0", standing: "older" });
  });

  it("says what is wrong with what is not there or something else", async () => {
    expect(await reportClient(codex, {}, context())).toEqual({
      name: "codex",
      tested: codex.version.tested,
      problem: expect.stringContaining("npm install -g @openai/codex"),
    });
    await machine.install("codex", 'console.error("codex: no such command"); process.exitCode = 1');
    expect(await reportClient(codex, {}, context())).toMatchObject({
      path: join(machine.bin, "codex"),
      problem: expect.stringContaining("codex: no such command"),
    });
  });

  it("gives no secret to a program that only has to print its version", async () => {
    await machine.install(
      "codex",
      'console.log("codex-cli 0.1." + ("OPENAI_API_KEY" in process.env ? 1 : 0))',
    );
    expect(await reportClient(codex, {}, context({ OPENAI_API_KEY: "hunter2-hunter2" }))).toMatchObject({
      version: "0.1.0",
    });
  });
});
