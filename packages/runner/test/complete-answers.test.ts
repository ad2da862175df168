import { modelPartition } from "@review/lifecycle";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claudeCode } from "../src/clients/claude-code/client.ts";
import type { Client } from "../src/clients/client.ts";
import { clientRunner } from "../src/clients/client-runner.ts";
import { codex } from "../src/clients/codex/client.ts";
import { PATIENCE } from "../src/process/patience.ts";
import { execute, stalePairs } from "./batches.ts";
import { createFakeMachine, type FakeMachine } from "./fake-client.ts";
import { IMPATIENT } from "./impatient.ts";

// A complete answer counts however its process ended; only where a block is missing does the ending decide.

/** Beside a busy machine a program may take its time to start. */
const SHORT_MS = 4_000;

let machine: FakeMachine;
beforeEach(async () => {
  machine = await createFakeMachine();
});
afterEach(async () => {
  await machine.remove();
});

/** The batch of two notes, reviewed by a client whose program is this script. */
async function review(client: Client, script: string, patience = PATIENCE) {
  await machine.install(client.program, script);
  return execute([], {
    reviewer: { runner: clientRunner(client) },
    context: { environment: machine.environment, patience },
  });
}

const ANSWER = `
const answerTo = (prompt) => {
  const lines = prompt.split("\\n");
  const token = /^=== NOTE START (\\w{8}): notes.a.md ===$/m.exec(prompt.slice(prompt.lastIndexOf("=== NOTE START ", prompt.lastIndexOf("notes/a.md ==="))))[1];
  const marks = lines.map((line) => line.includes(" " + token + ": ") && line.startsWith("=== "));
  return lines.slice(marks.indexOf(true), marks.lastIndexOf(true) + 1)
    .map((line) => line.startsWith("(one list item") ? "None." : line.startsWith("## Result:") ? "## Result: PASS" : line).join("\\n") + "\\n";
};
const claude = {
  init: { type: "system", subtype: "init", session_id: "s-1", claude_code_version: "2.1.197" },
  message: (text, id = "msg-1") => ({ type: "assistant", message: { id, model: "claude-opus-4-8", content: [{ type: "text", text }] } }),
  result: { is_error: false, stop_reason: "end_turn", subtype: "success", modelUsage: { x: { inputTokens: 1, outputTokens: 2 } }, type: "result" },
};
const codex = {
  begin: { type: "thread.started", thread_id: "01a202e9-d9a1-7381-b285-9b32b526081c" },
  message: (text) => ({ type: "item.completed", item: { type: "agent_message", text } }),
  end: { usage: { input_tokens: 1 }, type: "turn.completed" },
};`;
const claudeDoes = (script: string) => `${ANSWER}
readStdin((prompt) => { const answer = answerTo(prompt); print(claude.init); ${script} });`;
const codexDoes = (script: string) => `${ANSWER}
readStdin((prompt) => { const answer = answerTo(prompt); print(codex.begin); ${script} });`;
const unlessStdinEnds = `process.stdin.on("end", () => process.exit(0)); forEver();`;

const bothComplete = [{ status: "completed" }, { status: "completed" }];

describe("claude-code: a complete answer counts", () => {
  it.each([
    [
      "whose result has its keys in another order",
      `print(claude.message(answer), claude.result); ${unlessStdinEnds}`,
    ],
    [
      "without a stop reason",
      `print(claude.message(answer), { ...claude.result, stop_reason: null }); ${unlessStdinEnds}`,
    ],
    [
      "without usage",
      `print(claude.message(answer), { ...claude.result, modelUsage: undefined }); ${unlessStdinEnds}`,
    ],
    ["of a client that exits with 1", `print(claude.message(answer), claude.result); process.exit(1);`],
    [
      "of a client that fails at something else afterwards",
      `print(claude.message(answer), claude.result, { type: "result", subtype: "error_during_execution", is_error: true, errors: ["x"] }); process.exit(1);`,
    ],
    [
      "of a client that ends in an error",
      `print(claude.message(answer), { ...claude.result, is_error: true }); process.exit(1);`,
    ],
    [
      "in blocks that are cut anywhere",
      `for (const [part] of answer.matchAll(/[^]{1,7}/g)) print(claude.message(part)); print(claude.result); ${unlessStdinEnds}`,
    ],
    [
      "behind terminal codes",
      `process.stdout.write("\\u001b[2K"); print(claude.message(answer), claude.result); ${unlessStdinEnds}`,
    ],
  ])("%s", async (_which, script) => {
    const { outcome, ...result } = await review(claudeCode, claudeDoes(script));
    expect(outcome.runs).toMatchObject(bothComplete);
    expect(outcome.execution.ended).toEqual({ how: "completed" });
    expect(outcome.execution.telemetry).not.toHaveProperty("ending");
    expect(await stalePairs(result, modelPartition("claude-opus-4-8"))).toEqual([]);
    expect(result.runs).toMatchObject([{ modelId: "claude-opus-4-8" }, { modelId: "claude-opus-4-8" }]);
  });
});

describe.each([
  ["claude-code", claudeCode, claudeDoes(`print(claude.message(answer), claude.result); forEver();`)],
  ["claude-code, without a result", claudeCode, claudeDoes(`print(claude.message(answer)); forEver();`)],
  ["codex", codex, codexDoes(`print(codex.message(answer), codex.end); forEver();`)],
  ["codex, without an end of its turn", codex, codexDoes(`print(codex.message(answer)); forEver();`)],
])("%s: a complete answer of a client that does not end", (_name, client, script) => {
  it("counts, and the client is ended", async () => {
    const { outcome, runs } = await review(client, script, IMPATIENT);
    expect(outcome.runs).toMatchObject(bothComplete);
    expect(runs[0]?.telemetry).toMatchObject({ ending: "did-not-end" });
  });
});

describe("codex: a complete answer counts", () => {
  it.each([
    ["of a client that exits with 1", `print(codex.message(answer), codex.end); process.exit(1);`],
    [
      "of a turn that failed afterwards",
      `print(codex.message(answer), { type: "turn.failed", error: { message: "x" } });`,
    ],
    [
      "behind terminal codes",
      `process.stdout.write("\\u001b[?2004l"); print(codex.message(answer)); process.stdout.write("warning "); print(codex.end);`,
    ],
  ])("%s", async (_which, script) => {
    const { outcome } = await review(codex, codexDoes(script));
    expect(outcome.runs).toMatchObject(bothComplete);
    expect(outcome.execution.ended).toEqual({ how: "completed" });
  });
});

describe("a configured program: a complete answer counts", () => {
  it("if it does not end", async () => {
    const { outcome, runs } = await execute(["answer", "--hang"], { context: { patience: IMPATIENT } });
    expect(outcome.runs).toMatchObject(bothComplete);
    expect(runs[1]?.telemetry).toMatchObject({ ending: "did-not-end" });
  });

  it("if the time is up, though nobody waited for its end", async () => {
    const { outcome, runs } = await execute(["answer", "--hang"], { context: { timeoutMs: SHORT_MS } });
    expect(outcome.runs).toMatchObject(bothComplete);
    expect(runs[1]?.telemetry).toMatchObject({ ending: "timeout" });
  });
});

describe("where a block is missing, the ending decides", () => {
  it("and what stands complete counts all the same", async () => {
    const { outcome } = await execute(["answer", "--only", "a.md", "--hang"], {
      context: { patience: IMPATIENT, timeoutMs: SHORT_MS },
    });
    expect(outcome.runs).toMatchObject([
      { status: "completed", notePath: "notes/a.md" },
      {
        status: "failed",
        notePath: "notes/b.md",
        how: "timeout",
        reason: expect.stringMatching(/^timeout: mine had no complete answer within 4 s: /),
      },
    ]);
  });

  it("and a client that said it was done is not waited for", async () => {
    const script = claudeDoes(`print(claude.message("I cannot."), claude.result); forEver();`);
    const { outcome } = await review(claudeCode, script, IMPATIENT);
    expect(outcome.runs).toMatchObject([{ how: "bad-answer" }, { how: "bad-answer" }]);
  });
});

describe.each([claudeCode, codex])("$name: lines that nobody understands", (client) => {
  it("end the run soon, and say so", async () => {
    const script = `for (const n of [1, 2, 3]) print({ kind: "message", n }); forEver();`;
    const { outcome } = await review(client, script, IMPATIENT);
    expect(outcome.runs).toMatchObject([{ how: "not-understood" }, { how: "not-understood" }]);
    expect(outcome.execution.ended).toMatchObject({
      how: "not-understood",
      message: expect.stringMatching(/printed lines of which none is an event/),
      remedy: expect.stringContaining("a tested one"),
    });
  });
});
