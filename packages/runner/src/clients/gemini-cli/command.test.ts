import { describe, expect, it } from "vitest";
import type { ReviewRequest } from "../../runner.ts";
import type { ClientSettings } from "../client.ts";
import { buildGeminiCommand } from "./command.ts";

const request: ReviewRequest = {
  invocationId: "232ed55b-d19e-424b-8907-4c50d6e89584",
  prompt: "You are a reviewer. Mail me@kb.",
  token: "0a1b2c3d",
  notes: [],
  model: "gemini-2.5-pro",
  root: "/my notes (1)",
  timeoutMs: 900_000,
};
const surroundings = {
  environment: { HOME: "/home/user" },
  folder: "/tmp/review-x",
  login: "oauth-personal",
};

const build = (settings: ClientSettings = {}, more: Partial<ReviewRequest> = {}) =>
  buildGeminiCommand({ ...request, ...more }, settings, surroundings);

function settingsIn({ files = [] }: ReturnType<typeof build>): unknown {
  const file = files.find(({ path }) => path === ".gemini/settings.json");
  return file && "text" in file ? JSON.parse(file.text) : undefined;
}

describe("buildGeminiCommand", () => {
  it("is read-only by a policy; the prompt is on stdin, and attaches nothing", () => {
    const { args, stdin, stdoutFile, files = [] } = build();
    expect(args).toEqual([
      ...["--output-format", "stream-json", "--model=gemini-2.5-pro"],
      ...["--approval-mode", "default", "--admin-policy", "/tmp/review-x/read-only.toml"],
    ]);
    expect(stdin).toBe("You are a reviewer. Mail me\\@kb.");
    // It does not wait until what it printed is read.
    expect(stdoutFile).toMatch(/[/\\]stdout$/);
    expect(files[0]).toEqual({
      path: "read-only.toml",
      text: expect.stringMatching(
        /toolName = "\*"\ndecision = "deny"[\s\S]*"read_file","list_directory","glob"/,
      ),
    });
  });

  it("has a home of its own, with the user's login, and a root that is not trusted", () => {
    const command = build();
    expect(command.environment).toEqual({
      GEMINI_CLI_TRUST_WORKSPACE: "false",
      GEMINI_CLI_HOME: "/tmp/review-x",
      GEMINI_CLI_NO_RELAUNCH: "1",
      TMPDIR: "/tmp/review-x",
      TMP: "/tmp/review-x",
      TEMP: "/tmp/review-x",
    });
    expect(command.files?.slice(2)).toEqual([
      { path: ".env", linkTo: "/home/user/.gemini/.env" },
      { path: ".gemini/oauth_creds.json", linkTo: "/home/user/.gemini/oauth_creds.json" },
      { path: ".gemini/google_accounts.json", linkTo: "/home/user/.gemini/google_accounts.json" },
    ]);
    expect(settingsIn(command)).toMatchObject({
      security: { auth: { selectedType: "oauth-personal" } },
      advanced: { ignoreLocalEnv: true },
      general: { maxAttempts: 1 },
      tools: { core: ["read_file", "list_directory", "glob"], sandbox: false },
      hooksConfig: { enabled: false },
    });
  });

  it("has the user's home and a trusted root on request, and is read-only all the same", () => {
    const { args, environment, files = [] } = build({ isolated: false });
    expect(args).toEqual(build().args);
    expect(environment).toMatchObject({ GEMINI_CLI_TRUST_WORKSPACE: "true", TMPDIR: "/tmp/review-x" });
    expect(environment).not.toHaveProperty("GEMINI_CLI_HOME");
    expect(files.map(({ path }) => path)).toEqual(["read-only.toml"]);
  });

  it("puts the user's arguments after its own, where they win", () => {
    expect(build({ extraArgs: ["--debug"] }).args.at(-1)).toBe("--debug");
  });

  it.each([
    ["low", "LOW"],
    ["high", "HIGH"],
    ["xhigh", "HIGH"],
  ])("thinks with effort %s", (effort, thinkingLevel) => {
    const modelConfig = { generateContentConfig: { thinkingConfig: { thinkingLevel } } };
    expect(settingsIn(build({}, { effort }))).toMatchObject({
      modelConfigs: { customOverrides: [{ match: { model: "gemini-2.5-pro" }, modelConfig }] },
    });
    expect(settingsIn(build())).not.toHaveProperty("modelConfigs");
  });
});
