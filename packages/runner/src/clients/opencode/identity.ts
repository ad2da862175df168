import type { ClientIdentity } from "../client.ts";

export const OPENCODE = {
  name: "opencode",
  program: "opencode",
  npmPackage: "opencode-ai",
} as const satisfies ClientIdentity;
