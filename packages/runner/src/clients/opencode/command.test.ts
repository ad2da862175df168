import { describe, expect, it } from "vitest";
import type { ReviewRequest } from "../../runner.ts";
import type { ClientSettings } from "../client.ts";
import { buildOpencodeCommand } from "./command.ts";

const request: ReviewRequest = {
  invocationId: "232ed55b-d19e-424b-8907-4c50d6e89584",
  prompt: "You are a reviewer.",
  token: "0a1b2c3d",
  notes: [],
  model: "anthropic/claude-x",
  effort: "high",
  root: "/my notes (1)",
  timeoutMs: 900_000,
};

const build = (settings: ClientSettings = {}) => buildOpencodeCommand(request, settings, "/tmp/review-x");

describe("buildOpencodeCommand", () => {
  it("has no tool, and works in an empty repository of its own; the prompt is on stdin", () => {
    const { args, stdin, stdoutFile, cwd, environment, files = [] } = build();
    expect(args).toEqual([
      ...["run", "--format", "json", "--model=anthropic/claude-x", "--agent", "reviewer"],
      ...["--title", "review", "--variant=high", "--pure"],
    ]);
    expect([stdin, cwd]).toEqual(["You are a reviewer.", "/tmp/review-x/workplace"]);
    expect(stdoutFile).toBe("/tmp/review-x/stdout");
    expect(JSON.parse(environment.OPENCODE_CONFIG_CONTENT ?? "")).toMatchObject({
      permission: { "*": "deny" },
      agent: { reviewer: { permission: { "*": "deny" } } },
      ...{ snapshot: false, lsp: false, formatter: false },
    });
    expect(files.map(({ path }) => path)).toContain("workplace/.git/HEAD");
  });

  it("names no place of the root", () => {
    expect(JSON.stringify(build())).not.toContain(request.root);
  });

  it("keeps settings of the user out, and sessions in its folder", () => {
    expect(build().environment).toMatchObject({
      OPENCODE_DISABLE_PROJECT_CONFIG: "1",
      XDG_CONFIG_HOME: "/tmp/review-x/config",
      OPENCODE_TEST_HOME: "/tmp/review-x/home",
      OPENCODE_DB: "/tmp/review-x/opencode.db",
      TMPDIR: "/tmp/review-x",
    });
    expect(build().environment).not.toHaveProperty("XDG_DATA_HOME");
  });

  it("takes the user's settings on request, and has no tool and no root all the same", () => {
    const { args, cwd, environment, files = [] } = build({ isolated: false });
    expect(args).not.toContain("--pure");
    expect(environment).not.toHaveProperty("XDG_CONFIG_HOME");
    expect(environment.OPENCODE_CONFIG_CONTENT).toBe(build().environment.OPENCODE_CONFIG_CONTENT);
    expect(environment.OPENCODE_DISABLE_PROJECT_CONFIG).toBe("1");
    expect(cwd).toBe(build().cwd);
    expect(files.every(({ path }) => path.startsWith("workplace/.git/"))).toBe(true);
  });

  it("puts the user's arguments after its own", () => {
    expect(build({ extraArgs: ["--thinking"] }).args.at(-1)).toBe("--thinking");
  });
});
