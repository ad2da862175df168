import type { ClientIdentity } from "../client.ts";

export const GEMINI = {
  name: "gemini-cli",
  program: "gemini",
  npmPackage: "@google/gemini-cli",
} as const satisfies ClientIdentity;
