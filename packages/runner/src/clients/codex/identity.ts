import type { ClientIdentity } from "../client.ts";

/** Codex, OpenAI's client. */
export const CODEX = {
  name: "codex",
  program: "codex",
  npmPackage: "@openai/codex",
} as const satisfies ClientIdentity;
