import { createHash } from "node:crypto";
import type { Snapshot } from "@review/db";

/** A text with its content sha. */
export function snapshotOf(text: string): Snapshot {
  return { sha: createHash("sha256").update(text).digest("hex"), text };
}
