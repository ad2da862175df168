import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claudeCode } from "../src/clients/claude-code/client.ts";
import type { Client, ClientSettings } from "../src/clients/client.ts";
import { clientRunner } from "../src/clients/client-runner.ts";
import { codex } from "../src/clients/codex/client.ts";
import type { Execution } from "../src/execution.ts";
import type { ExecuteContext, ReviewRequest } from "../src/runner.ts";
import { createFakeMachine, type FakeMachine, isRunning } from "./fake-client.ts";
import { IMPATIENT } from "./impatient.ts";

let machine: FakeMachine;
beforeEach(async () => {
  machine = await createFakeMachine();
});
afterEach(async () => {
  await machine.remove();
});

const REQUEST = {
  invocationId: "232ed55b-d19e-424b-8907-4c50d6e89584",
  prompt: "You are a reviewer.",
  token: "0a1b2c3d",
  notes: [],
  model: "opus",
  timeoutMs: 600_000,
};

// What the real clients print, in short: a beginning with some text, and an end.
const CLAUDE_BEGIN = `
print({ type: "system", subtype: "init", session_id: "s-1", claude_code_version: "2.1.197" },
  { type: "assistant", message: { model: "claude-opus-4-8", content: [{ type: "text", text: "A first block.\\n" }] } });
`;
const CLAUDE_END = `
print({ type: "result", subtype: "success", is_error: false, stop_reason: "end_turn", total_cost_usd: 0.5,
  result: "A first block.\\n", modelUsage: { x: { inputTokens: 1, outputTokens: 2 } } });
`;
const CODEX_BEGIN = `
print({ type: "thread.started", thread_id: "01a202e9-d9a1-7381-b285-9b32b526081c" }, { type: "turn.started" },
  { type: "item.completed", item: { type: "agent_message", text: "A first block.\\n" } });
`;
const CODEX_END = `print({ type: "turn.completed", usage: { input_tokens: 1, output_tokens: 2 } });`;

const BOTH: readonly [name: string, client: Client, begin: string, end: string][] = [
  ["claude-code", claudeCode, CLAUDE_BEGIN, CLAUDE_END],
  ["codex", codex, CODEX_BEGIN, CODEX_END],
];

interface Options {
  settings?: ClientSettings;
  request?: Partial<ReviewRequest>;
  context?: Partial<ExecuteContext>;
  /** Aborts as soon as there is something to see. */
  interrupt?: boolean;
  force?: boolean;
}

async function execute(client: Client, script: string, options: Options = {}): Promise<Execution> {
  await machine.install(client.program, script);
  const [interrupted, forced] = [new AbortController(), new AbortController()];
  return clientRunner(client, options.settings).execute(
    { ...REQUEST, root: machine.root, ...options.request },
    {
      signal: interrupted.signal,
      forced: forced.signal,
      environment: machine.environment,
      // Nothing here prints a whole answer; its end is waited for as by a person.
      patience: { ...IMPATIENT, answeredMs: 60_000, notUnderstoodMs: 60_000 },
      onProgress: () => {
        if (options.interrupt) interrupted.abort();
        if (options.force) forced.abort();
      },
      ...options.context,
    },
  );
}

async function expectGone(...keys: string[]): Promise<void> {
  for (const key of ["pid", ...keys]) {
    const pid = Number(await machine.noted(key));
    expect(pid).toBeGreaterThan(0);
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  }
}

describe.each(BOTH)("%s as a process", (_name, client, begin, end) => {
  it("completes, with the prompt on stdin, in the root", async () => {
    const script = `readStdin((prompt) => { note("prompt", prompt); note("cwd", process.cwd()); ${begin} ${end} })`;
    const prompt = `${"ä\u0000€ ".repeat(400_000)}end`;
    const execution = await execute(client, script, { request: { prompt } });
    expect(execution).toMatchObject({
      ended: { how: "completed" },
      text: "A first block.\n",
      telemetry: { exitCode: 0 },
    });
    expect(await machine.noted("prompt")).toBe(prompt);
    expect(await machine.noted("cwd")).toBe(machine.root);
  });

  it("is ended when the person interrupts; what there was is kept", async () => {
    const execution = await execute(client, `${begin} forEver();`, { interrupt: true });
    expect(execution).toMatchObject({ ended: { how: "interrupted" }, text: "A first block.\n" });
    await expectGone();
  });

  it("is ended when the time is up; what there was is kept", async () => {
    const execution = await execute(client, `${begin} forEver();`, { request: { timeoutMs: 4_000 } });
    expect(execution).toMatchObject({ ended: { how: "timeout" }, text: "A first block.\n" });
    await expectGone();
  });

  it("is told to be silent if it had not printed a line by then", async () => {
    const execution = await execute(client, "forEver();", { request: { timeoutMs: 100 } });
    expect(execution.ended).toMatchObject({
      how: "silent",
      message: expect.stringContaining("sent nothing"),
    });
  });

  it("is killed, with what it started, if it does not heed", async () => {
    const stubborn = `
      process.on("SIGTERM", () => {});
      const child = spawn(process.execPath, ["-e", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.error('up')"],
        { stdio: ["ignore", "inherit", "pipe"] });
      note("child", child.pid);
      child.stderr.once("data", () => { ${begin} });
      forEver();`;
    const execution = await execute(client, stubborn, { interrupt: true });
    expect(execution).toMatchObject({ ended: { how: "interrupted" }, text: "A first block.\n" });
    await expectGone("child");
  });

  it("is killed at once if the person insists", async () => {
    const script = `process.on("SIGTERM", () => {}); ${begin} forEver();`;
    const execution = await execute(client, script, { interrupt: true, force: true });
    expect(execution.ended.how).toBe("interrupted");
    await expectGone();
  });

  it("completes although something it left holds its output; that is ended", async () => {
    const script = `
      const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: ["ignore", "inherit", "inherit"] });
      note("child", child.pid);
      ${begin} ${end}
      process.exitCode = 0;
      child.unref();`;
    const execution = await execute(client, script);
    expect(execution.ended.how).toBe("completed");
    await expectGone("child");
  });

  it("completes although it never reads its prompt", async () => {
    const script = `process.stdin.destroy(); ${begin} ${end}`;
    const execution = await execute(client, script, { request: { prompt: "x".repeat(2_000_000) } });
    expect(execution.ended.how).toBe("completed");
  });

  it("has no answer if it prints none", async () => {
    expect((await execute(client, "")).ended.how).toBe("empty-output");
    expect((await execute(client, "process.exitCode = 3")).ended).toMatchObject({
      how: "crashed",
      message: expect.stringContaining("exit code 3"),
    });
  });

  it("is ended if it prints without end, in lines or in one; what is kept of it is bounded", async () => {
    for (const lineEnd of ["\\n", ""]) {
      const flood = `
        const chunk = ("x".repeat(1023) + "${lineEnd}").repeat(1024);
        let left = 200;
        const more = () => { while (left-- > 0) if (!process.stdout.write(chunk)) return process.stdout.once("drain", more); };
        ${begin} more();`;
      const { ended, text, debugLog } = await execute(client, flood);
      expect(ended).toMatchObject({ how: "crashed", message: expect.stringContaining("64 MiB") });
      expect(text).toBe("A first block.\n");
      expect(debugLog.length).toBeLessThan(1024 * 1024);
      await expectGone();
    }
  });

  it("may print as much as it likes on stderr: its end is kept", async () => {
    const script = `
      const chunk = "noise ".repeat(200_000) + "\\n";
      for (let i = 0; i < 40; i += 1) process.stderr.write(chunk);
      process.stderr.write("the last words\\n");
      ${begin} ${end}`;
    const { ended, debugLog } = await execute(client, script);
    expect(ended.how).toBe("completed");
    expect(debugLog).toMatch(/the last words\n$/);
    expect(debugLog.length).toBeLessThan(1024 * 1024);
  });

  it("may print a line of megabytes", async () => {
    const text = `"y".repeat(2_000_000)`;
    const script =
      client === codex
        ? `${begin} print({ type: "item.completed", item: { type: "agent_message", text: ${text} } }); ${end}`
        : `${begin} print({ type: "assistant", message: { model: "m", content: [{ type: "text", text: ${text} }] } }); ${end}`;
    const execution = await execute(client, script);
    expect(execution.ended.how).toBe("completed");
    expect(execution.text).toHaveLength(2_000_015);
    expect(execution.debugLog).not.toContain("yyyy");
  });

  it("is not started if the person has interrupted before", async () => {
    const execution = await execute(client, begin, { context: { signal: AbortSignal.abort() } });
    expect(execution).toMatchObject({ ended: { how: "interrupted" }, text: "" });
    await expect(machine.noted("pid")).rejects.toThrow("ENOENT");
  });
});
