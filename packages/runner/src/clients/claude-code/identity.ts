import type { ClientIdentity } from "../client.ts";

export const CLAUDE = {
  name: "claude-code",
  program: "claude",
  npmPackage: "@anthropic-ai/claude-code",
} as const satisfies ClientIdentity;
