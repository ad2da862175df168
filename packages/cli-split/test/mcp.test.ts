import { spawn } from "node:child_process";
import { once } from "node:events";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { GATE_REVIEW_CONTRACT } from "@review/protocol";
import { makeKnowledgeBase, reviewText } from "@review/test-kit/knowledge-base.ts";
import { allRows } from "@review/test-kit/ledger-rows.ts";
import { binPath, runBin } from "@review/test-kit/run-bin.ts";
import { describe, expect, it, onTestFinished } from "vitest";
import { tools } from "../src/mcp/tools.ts";
import { splitHere } from "./split-here.ts";

/** A tree, and an agent that has started `review-split mcp` in it. */
async function startAgent() {
  const { root } = makeKnowledgeBase();
  const agent = new Client({ name: "test", version: "0.0.0" });
  const command = { command: process.execPath, args: [binPath("review-split"), "mcp", "--root", root] };
  await agent.connect(new StdioClientTransport({ ...command, cwd: root, stderr: "inherit" }));
  onTestFinished(() => agent.close());
  const call = async (name: string, args: Record<string, unknown>) => {
    const { isError, structuredContent, content } = await agent.callTool({ name, arguments: args });
    expect(content).toEqual([{ type: "text", text: expect.any(String) }]);
    return { isError: isError === true, document: structuredContent as Record<string, unknown> };
  };
  return { root, agent, call };
}

describe("review-split mcp", () => {
  it("takes an agent through the whole split path", async () => {
    const { root, agent, call } = await startAgent();
    const listed = await agent.listTools();
    expect(listed.tools.map(({ name }) => name)).toEqual([
      "stale",
      "gates",
      "create",
      "write",
      "status",
      "finalize",
      "fail",
      "why",
      "warns",
    ]);

    const gates = ["prose"];
    expect((await call("stale", { gates, model: "opus" })).document).toMatchObject({ pairs: 4 });
    const note = "kb/notes/a.md";
    const { document: created } = await call("create", { note, gates, runner: "agent", model: "opus" });
    expect(created).toMatchObject({ runId: 1, modelId: "opus", note: { path: note } });

    for (const gate of ["prose/brevity", "prose/clarity"]) {
      expect((await call("write", { run: 1, gate, review: reviewText() })).isError).toBe(false);
    }
    expect((await call("status", { run: 1 })).document).toMatchObject({ status: "running", missing: [] });
    const check = await call("finalize", { run: 1, check: true });
    expect(check).toMatchObject({ isError: false, document: { complete: true, problems: [] } });
    const done = await call("finalize", { run: 1, actualModel: "claude-opus-4-8" });
    expect(done.document).toMatchObject({ status: "completed", modelId: "claude-opus-4-8" });
    expect((await call("stale", { gates, model: "opus" })).document).toMatchObject({
      pairs: 4,
      stale: [{}, {}],
    });
    expect(allRows(root).acceptance_events).toHaveLength(2);
  });

  it("gives a run up", async () => {
    const { root, call } = await startAgent();
    const gates = ["prose/clarity"];
    await call("create", { note: "kb/notes/a.md", gates, runner: "agent", model: "opus" });
    const reason = "the note was rewritten";
    expect(await call("fail", { run: 1, reason })).toEqual({
      isError: false,
      document: { schema: 1, runId: 1, status: "failed", reason },
    });
    expect(allRows(root)).toMatchObject({ review_runs: [{ status: "failed", failure_reason: reason }] });
  });

  it("gives what to judge and how to go on, the long texts last", async () => {
    const { call } = await startAgent();
    const asked = { note: "kb/notes/b.md", gates: ["claims"], runner: "agent", model: "opus" };
    const { document } = await call("create", asked);
    const fields = ["schema", "runId", "modelId", "notices", "next", "form", "links", "note", "gates"];
    expect(Object.keys(document)).toEqual(fields);
    expect(document).toMatchObject({
      notices: ["left out claims/sources: it applies to notes with the trait has-sources"],
      next: [
        { tool: "write", arguments: { run: 1, gate: "claims/title", review: "REVIEW" } },
        { tool: "finalize", arguments: { run: 1 } },
      ],
      form: GATE_REVIEW_CONTRACT,
      note: { text: expect.stringContaining("The other note") },
      gates: [{ gateId: "claims/title", text: expect.stringContaining("Does the title") }],
    });
  });

  it("says how to go about it in the instructions of the server, by the names of the tools", async () => {
    const { agent } = await startAgent();
    const instructions = agent.getInstructions() ?? "";
    for (const { name } of tools) expect(instructions).toMatch(new RegExp(`\\b${name}\\b`));
    expect(instructions).not.toMatch(/--[a-z]|review-split/);
    // What some clients keep of them.
    expect(instructions.length).toBeLessThan(2000);
  });

  it("tells in its list what each tool and each argument is, and that it takes nothing else", async () => {
    const { agent } = await startAgent();
    const listed = await agent.listTools();
    for (const { description = "", inputSchema } of listed.tools) {
      expect(inputSchema).toMatchObject({ type: "object", additionalProperties: false });
      expect(description).toMatch(/^[A-Z].*\.$/);
      expect(description.length).toBeLessThan(1000);
      const properties = Object.values(inputSchema.properties ?? {});
      expect(properties.length).toBeGreaterThan(0);
      for (const property of properties) {
        expect(property).toMatchObject({ description: expect.stringMatching(/^\S.{5,}[^.]$/) });
      }
    }
    expect(listed.tools.find(({ name }) => name === "write")?.inputSchema.required).toEqual([
      "run",
      "gate",
      "review",
    ]);
  });

  it("gives of each gate and each stale pair what the command line gives", async () => {
    const { root, call } = await startAgent();
    const printed = async (...argv: string[]) =>
      JSON.parse((await splitHere(root, [...argv, "--json"])).stdout);
    expect((await call("gates", {})).document).toMatchObject(await printed("gates"));
    const stale = (await call("stale", { model: "m" })).document;
    expect(stale).toMatchObject(await printed("stale", "--all-gates", "--model", "m"));
  });

  it("takes what clients send as text and leave open", async () => {
    const { call } = await startAgent();
    const asked = { note: "kb/notes/a.md", gates: ["prose"], runner: "codex", model: "gpt-5.6" };
    const calls: [tool: string, given: Record<string, unknown>][] = [
      ["create", { ...asked, gates: '["prose"]' }],
      ["create", { ...asked, gates: "prose" }],
      ["create", { ...asked, effort: null }],
      ["create", { ...asked, effort: "" }],
      ["status", { run: "1" }],
      ["finalize", { run: 1, check: "true" }],
      ["stale", { model: "m", gates: [] }],
      ["stale", { model: "m", note: null, where: null }],
    ];
    for (const [tool, given] of calls) expect((await call(tool, given)).isError, tool).toBe(false);
  });
});

/** Lines to a server in a small tree, until its end; gives its answers. */
async function talk(...lines: (string | object)[]) {
  const { root } = makeKnowledgeBase();
  const input = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
  const ran = await runBin("review-split", ["mcp"], { cwd: root, input });
  const answers = ran.stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { ...ran, answers };
}

const ping = (id: number) => ({ jsonrpc: "2.0", id, method: "ping" });
const call = (id: number, name: string, given: unknown) => ({
  method: "tools/call",
  params: { name, arguments: given },
  jsonrpc: "2.0",
  id,
});

describe("the server", () => {
  it("answers a message over the limit and broken lines with errors, goes on, and ends with its input", async () => {
    const large = call(1, "write", { run: 1, gate: "prose/clarity", review: "x".repeat(17_000_000) });
    const cutOff = JSON.stringify(ping(5)).slice(0, -4);
    const { answers, exitCode, stderr } = await talk(large, ping(2), "{nope", "", "[]", ping(3), cutOff);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const outcomes = answers.map(({ id, result, error }) => [id, result ?? error.code]);
    expect(outcomes).toHaveLength(6);
    expect(outcomes).toEqual(
      expect.arrayContaining([
        [1, -32600],
        [2, {}],
        [null, -32700],
        [null, -32600],
        [3, {}],
        [5, -32700],
      ]),
    );
  });

  it.each([
    ["null", null],
    ["left out", undefined],
    ["JSON text", "{}"],
  ])("takes arguments that are %s", async (_, given) => {
    const { answers } = await talk(call(1, "gates", given));
    expect(answers).toMatchObject([{ id: 1, result: { isError: false, structuredContent: { total: 4 } } }]);
  });

  it("says what is wrong with arguments that are no object", async () => {
    const { answers } = await talk(call(1, "gates", ["prose"]));
    const message = expect.stringContaining("arguments must be an object with the tool's arguments");
    expect(answers).toMatchObject([{ id: 1, error: { code: -32602, message } }]);
  });

  it("finishes at the end of its input what it was asked for before, all at once", async () => {
    const asked = { note: "kb/notes/a.md", gates: "prose", runner: "agent", model: "opus" };
    const { answers, exitCode } = await talk(
      ...Array.from({ length: 20 }, (_, id) => call(id, "create", asked)),
    );
    expect(exitCode).toBe(0);
    const runs = answers.map(({ result }) => result.structuredContent.runId);
    expect(runs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it("ends without a word when nobody reads its answers any more", async () => {
    const { root } = makeKnowledgeBase();
    const server = spawn(process.execPath, [binPath("review-split"), "mcp"], { cwd: root });
    const ended = once(server, "close");
    let said = "";
    server.stderr.on("data", (text) => {
      said += text;
    });
    server.stdin.write(`${JSON.stringify(ping(1))}\n`);
    await once(server.stdout, "data");
    server.stdout.destroy();
    server.stdin.on("error", () => undefined);
    server.stdin.write(`${JSON.stringify(ping(2))}\n`);
    expect(await ended).toEqual([0, null]);
    expect(said).toBe("");
  });
});
