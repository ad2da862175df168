import type { ClientIdentity } from "../client.ts";

export const CODEX = {
  name: "codex",
  program: "codex",
  npmPackage: "@openai/codex",
} as const satisfies ClientIdentity;
