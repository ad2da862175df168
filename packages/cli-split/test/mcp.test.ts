import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { describe, expect, it, onTestFinished } from "vitest";
import { makeKnowledgeBase, reviewText } from "../../cli-kit/test/knowledge-base.ts";
import { allRows } from "../../cli-kit/test/ledger-rows.ts";
import { binPath } from "../../cli-kit/test/run-bin.ts";
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
    const { tools } = await agent.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      "stale",
      "gates",
      "create",
      "write",
      "status",
      "finalize",
      "fail",
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

  it.each<[what: string, tool: string, input: Record<string, unknown>, argv: string[], stdin?: string]>([
    ["an unknown run", "status", { run: 9 }, ["status", "--run", "9"]],
    ["an unknown gate", "gates", { gates: ["prosa"] }, ["gates", "prosa"]],
    ["no model", "stale", {}, ["stale", "--all-gates"]],
    [
      "a missing note",
      "create",
      { note: "x.md", gates: ["prose"], runner: "r", model: "m" },
      ["create", "x.md", "prose", "--runner", "r", "--model", "m"],
    ],
    [
      "a review without result",
      "write",
      { run: 1, gate: "prose/clarity", review: "Fine." },
      ["write", "--run", "1", "--gate", "prose/clarity", "--file", "-"],
      "Fine.",
    ],
    ["a run that is not there", "finalize", { run: 9 }, ["finalize", "--run", "9"]],
  ])("gives the error of the command line: %s", async (_, tool, input, argv, stdin = "") => {
    const { root, call } = await startAgent();
    const { isError, document } = await call(tool, input);
    expect(isError).toBe(true);
    expect(document).toEqual(
      JSON.parse((await splitHere(root, [...argv, "--json"], { input: stdin })).stdout),
    );
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

  const write = "(write takes run, gate, review, replace)";
  it.each<[what: string, tool: string, input: Record<string, unknown>, message: string]>([
    [
      "misspelled",
      "write",
      { run: 1, gate: "a", reveiw: "Fine." },
      `review must be given; there is no argument reveiw ${write}`,
    ],
    [
      "unknown",
      "status",
      { run: 1, verbose: true, json: false },
      "there is no argument verbose, json (status takes run)",
    ],
    ["missing", "fail", {}, "run must be given; reason must be given (fail takes run, reason)"],
    [
      "of the wrong type",
      "write",
      { run: "1", gate: ["a"], review: "Fine." },
      `run: Invalid input: expected number, received string; gate: Invalid input: expected string, received array ${write}`,
    ],
    [
      "of a tool",
      "wriet",
      {},
      "there is no tool wriet: use one of stale, gates, create, write, status, finalize, fail",
    ],
  ])("refuses an argument in the form of the command line's errors: %s", async (_, tool, input, message) => {
    const { call } = await startAgent();
    expect(await call(tool, input)).toEqual({
      isError: true,
      document: { schema: 1, error: { code: "usage", message } },
    });
  });

  it("tells in its list what each tool takes, and that it takes nothing else", async () => {
    const { agent } = await startAgent();
    const { tools } = await agent.listTools();
    for (const { inputSchema } of tools) {
      expect(inputSchema).toMatchObject({ type: "object", additionalProperties: false });
    }
    expect(tools.find(({ name }) => name === "write")?.inputSchema.required).toEqual([
      "run",
      "gate",
      "review",
    ]);
  });

  it("lists the same gates as the command line", async () => {
    const { root, call } = await startAgent();
    const printed = JSON.parse((await splitHere(root, ["gates", "--json"])).stdout);
    expect((await call("gates", {})).document).toEqual(printed);
  });
});
