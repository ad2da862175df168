import type { PageAction } from "../../api/page-action.ts";
import type { QueueItem } from "./queue-item.ts";

/** Whether a decision is about a finding: about it by its key, or about its whole pair. */
export function isAbout(action: PageAction): (item: Pick<QueueItem, "entry" | "finding">) => boolean {
  if ("keys" in action) {
    const keys = new Set(action.keys);
    return ({ finding }) => finding.key !== undefined && keys.has(finding.key);
  }
  const { notePath, gateId, modelId } = action.pair;
  return ({ entry }) => entry.notePath === notePath && entry.gateId === gateId && entry.modelId === modelId;
}
