import { describe, expect, it } from "vitest";
import { claudeCode } from "../clients/claude-code/client.ts";
import { clientEnvironment } from "../clients/client-environment.ts";
import { codex } from "../clients/codex/client.ts";
import { geminiCli } from "../clients/gemini-cli/client.ts";
import { allowedEnvironment } from "./environment.ts";

const PLANTED = {
  AWS_SECRET_ACCESS_KEY: "planted-aws",
  GITHUB_TOKEN: "planted-github",
  NPM_TOKEN: "planted-npm",
  SSH_AUTH_SOCK: "/planted/agent",
  NODE_OPTIONS: "--require=/planted.js",
  CLAUDE_CODE_EFFORT_LEVEL: "low",
  ANTHROPIC_DEFAULT_OPUS_MODEL: "planted-model",
  ANTHROPIC_MODEL: "planted-model",
  REVIEW_DB: "postgres://planted",
};
const NEEDED = {
  PATH: "/bin",
  HOME: "/home/user",
  LANG: "C.UTF-8",
  LC_ALL: "C.UTF-8",
  TMPDIR: "/tmp",
  TERM: "xterm",
  https_proxy: "http://proxy",
  NODE_EXTRA_CA_CERTS: "/ca.pem",
};
const LOGINS = {
  ANTHROPIC_API_KEY: "anthropic-key",
  OPENAI_API_KEY: "openai-key",
  GEMINI_API_KEY: "gemini-key",
  CODEX_HOME: "/home/user/.codex",
};
const environment = { ...PLANTED, ...NEEDED, ...LOGINS, MY_TOKEN: "my-token", EMPTY: undefined };

describe("allowedEnvironment", () => {
  it("lets through what a program needs to run, and nothing else", () => {
    expect(allowedEnvironment(environment)).toEqual(NEEDED);
  });

  it("lets through what is named, exactly as it is named", () => {
    expect(allowedEnvironment(environment, ["MY_TOKEN", "EMPTY", "absent"])).toEqual({
      ...NEEDED,
      MY_TOKEN: "my-token",
    });
    expect(allowedEnvironment(environment, ["my_token"])).toEqual(NEEDED);
  });
});

describe("clientEnvironment", () => {
  it("gives each client its own login, not that of the other", () => {
    const { ANTHROPIC_API_KEY, OPENAI_API_KEY, GEMINI_API_KEY, CODEX_HOME } = LOGINS;
    expect(clientEnvironment(claudeCode, {}, environment)).toEqual({ ...NEEDED, ANTHROPIC_API_KEY });
    expect(clientEnvironment(codex, {}, environment)).toEqual({ ...NEEDED, OPENAI_API_KEY, CODEX_HOME });
    expect(clientEnvironment(geminiCli, {}, environment)).toEqual({ ...NEEDED, GEMINI_API_KEY });
  });

  it("hands on what the configuration names, secret or not", () => {
    const passed = clientEnvironment(codex, { passEnv: ["MY_TOKEN"], secretEnv: ["REVIEW_DB"] }, environment);
    expect(passed).toMatchObject({ MY_TOKEN: "my-token", REVIEW_DB: "postgres://planted" });
  });
});
