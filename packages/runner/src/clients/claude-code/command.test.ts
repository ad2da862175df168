import { describe, expect, it } from "vitest";
import type { ReviewRequest } from "../../runner.ts";
import { buildClaudeCommand } from "./command.ts";

const request: ReviewRequest = {
  invocationId: "232ed55b-d19e-424b-8907-4c50d6e89584",
  prompt: "You are a reviewer.",
  token: "0a1b2c3d",
  notes: [],
  model: "opus",
  effort: "high",
  root: "/notes",
  timeoutMs: 900_000,
};

describe("buildClaudeCommand", () => {
  it("limits tools, isolates settings, bounds turns; the prompt is no argument", () => {
    expect(buildClaudeCommand(request, {}).args).toEqual([
      "-p",
      "--verbose",
      "--output-format",
      "stream-json",
      "--include-partial-messages",
      "--input-format",
      "stream-json",
      "--model=opus",
      "--effort=high",
      "--session-id",
      "232ed55b-d19e-424b-8907-4c50d6e89584",
      "--safe-mode",
      "--strict-mcp-config",
      "--setting-sources",
      "user",
      "--tools",
      "Read,Glob,Grep",
      "--permission-mode",
      "dontAsk",
      "--max-turns",
      "50",
    ]);
  });

  it("gives the prompt as one message and keeps stdin open until the result", () => {
    const { stdin, keepStdin } = buildClaudeCommand({ ...request, prompt: 'a "line"\nand more' }, {});
    const message = { role: "user", content: [{ type: "text", text: 'a "line"\nand more' }] };
    expect(JSON.parse(stdin)).toEqual({ type: "user", message });
    expect(stdin.match(/\n/g)).toHaveLength(1);
    expect(keepStdin).toBe(true);
  });

  it("sets what bounds retries and attachments, and removes what would win over the options", () => {
    const { environment } = buildClaudeCommand(request, {
      passEnv: ["ANTHROPIC_DEFAULT_NEXT_MODEL", "OTHER"],
    });
    expect(environment).toStrictEqual({
      CLAUDE_CODE_MAX_RETRIES: "2",
      API_TIMEOUT_MS: "300000",
      CLAUDE_CODE_DISABLE_ATTACHMENTS: "1",
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
      DISABLE_AUTOUPDATER: "1",
      CLAUDE_CODE_EFFORT_LEVEL: undefined,
      ANTHROPIC_DEFAULT_OPUS_MODEL: undefined,
      ANTHROPIC_DEFAULT_SONNET_MODEL: undefined,
      ANTHROPIC_DEFAULT_HAIKU_MODEL: undefined,
      ANTHROPIC_DEFAULT_FABLE_MODEL: undefined,
      ANTHROPIC_DEFAULT_NEXT_MODEL: undefined,
    });
  });

  it("goes on in a session with the same limits, and begins none", () => {
    const { args } = buildClaudeCommand({ ...request, session: { id: "s-1" } }, {});
    const begun = buildClaudeCommand(request, {}).args.join(" ");
    expect(args.join(" ")).toBe(begun.replace(`--session-id ${request.invocationId}`, "--resume s-1"));
  });

  it("drops the isolation and nothing else on request", () => {
    const isolated = buildClaudeCommand(request, {});
    const open = buildClaudeCommand(request, { isolated: false });
    const dropped = isolated.args.filter((argument) => !open.args.includes(argument));
    expect(dropped).toEqual(["--safe-mode", "--strict-mcp-config", "--setting-sources", "user"]);
    expect(open.environment).toEqual(isolated.environment);
  });

  it("puts the user's arguments last, where they win", () => {
    const { args } = buildClaudeCommand(request, { extraArgs: ["--max-turns", "9"] });
    expect(args.slice(-4)).toEqual(["--max-turns", "50", "--max-turns", "9"]);
  });

  it("leaves the effort to claude if none is asked for, and passes any other on as it is", () => {
    const { effort: _, ...plain } = request;
    expect(buildClaudeCommand(plain, {}).args.join(" ")).not.toContain("--effort");
    expect(buildClaudeCommand({ ...request, effort: "max" }, {}).args).toContain("--effort=max");
  });

  it("never pre-approves a tool: that would open the whole disk", () => {
    expect(buildClaudeCommand(request, {}).args.join(" ")).not.toMatch(/allowed-?tools/i);
  });
});
