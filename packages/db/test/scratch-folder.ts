import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A new folder that goes away with the test that asked for it. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "review-ledger-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
