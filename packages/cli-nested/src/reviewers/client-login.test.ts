import { clients } from "@review/runner";
import { expect, it } from "vitest";
import { findLogin } from "./client-login.ts";

const CLAUDE_FILE = "/home/me/.claude/.credentials.json";
const GEMINI_FILE = "/home/me/.gemini/oauth_creds.json";
const OPENCODE_FILE = "/home/me/.local/share/opencode/auth.json";

it.each<[name: string, environment: Record<string, string>, files: string[], login: string | undefined]>([
  ["claude-code", {}, [], undefined],
  ["claude-code", { HOME: "/home/me" }, [], undefined],
  ["claude-code", { HOME: "/home/me" }, [CLAUDE_FILE], CLAUDE_FILE],
  ["claude-code", { USERPROFILE: "/home/me" }, [CLAUDE_FILE], CLAUDE_FILE],
  ["claude-code", { HOME: "/home/me", CLAUDE_CONFIG_DIR: "/c" }, [CLAUDE_FILE], undefined],
  ["claude-code", { CLAUDE_CONFIG_DIR: "/c" }, ["/c/.credentials.json"], "/c/.credentials.json"],
  ["claude-code", { ANTHROPIC_API_KEY: "secret", HOME: "/home/me" }, [CLAUDE_FILE], "$ANTHROPIC_API_KEY"],
  ["claude-code", { ANTHROPIC_API_KEY: " " }, [], undefined],
  ["claude-code", { CLAUDE_CODE_USE_BEDROCK: "1" }, [], "$CLAUDE_CODE_USE_BEDROCK"],
  ["claude-code", { OPENAI_API_KEY: "secret" }, [], undefined],
  ["codex", { HOME: "/home/me" }, ["/home/me/.codex/auth.json"], "/home/me/.codex/auth.json"],
  ["codex", { CODEX_HOME: "/c" }, ["/c/auth.json"], "/c/auth.json"],
  ["codex", { CODEX_API_KEY: "secret" }, [], "$CODEX_API_KEY"],
  ["gemini-cli", { HOME: "/home/me" }, [GEMINI_FILE], GEMINI_FILE],
  ["gemini-cli", { HOME: "/x", GEMINI_CLI_HOME: "/home/me" }, [GEMINI_FILE], GEMINI_FILE],
  ["gemini-cli", { GEMINI_API_KEY: "secret" }, [], "$GEMINI_API_KEY"],
  ["opencode", { HOME: "/home/me" }, [OPENCODE_FILE], OPENCODE_FILE],
  ["opencode", { XDG_DATA_HOME: "/d" }, ["/d/opencode/auth.json"], "/d/opencode/auth.json"],
  ["opencode", { OPENROUTER_API_KEY: "secret" }, [], "$OPENROUTER_API_KEY"],
])("%s with %j and %j", (name, environment, files, login) => {
  const client = clients.find((each) => each.name === name);
  if (!client) throw new Error(`no client ${name}`);
  expect(findLogin(client, environment, (path) => files.includes(path))).toBe(login);
});
