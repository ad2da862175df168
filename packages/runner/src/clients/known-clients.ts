import { CLIENT_NAMES, type ClientName } from "@review/corpus";
import { claudeCode } from "./claude-code/client.ts";
import type { Client } from "./client.ts";
import { codex } from "./codex/client.ts";
import { geminiCli } from "./gemini-cli/client.ts";
import { opencode } from "./opencode/client.ts";

const ADAPTERS: Readonly<Record<ClientName, Client>> = {
  "claude-code": claudeCode,
  codex,
  "gemini-cli": geminiCli,
  opencode,
};

/** The clients that have adapters here. */
export const clients = CLIENT_NAMES.map((name) => ADAPTERS[name]);
