import { searchFor } from "@review/views/words";
import type { KnownPage } from "./known-page.ts";
import { isOfOldGate, isOpen, type QueueItem, severityOf } from "./queue-item.ts";
import type { Route } from "./route.ts";

/** Whether a gate is the one that is asked for, or in the lens that is. */
export function isOfGate(asked: string | undefined, gateId: string): boolean {
  return asked === undefined || gateId === asked || gateId.startsWith(`${asked}/`);
}

/** The folder of a note, "" for one at the root. */
export const folderOf = (notePath: string): string =>
  notePath.slice(0, Math.max(0, notePath.lastIndexOf("/")));

export function isInFolder(asked: string | undefined, notePath: string): boolean {
  return asked === undefined || notePath.startsWith(`${asked}/`);
}

/** Whether a finding is in that part of the queue which is asked for: what counts, unless another one is. */
export function isShown(item: QueueItem, show: string | undefined): boolean {
  if (show === "waived") return item.isWaived;
  if (show === "gate-changed") return isOfOldGate(item);
  return show === "disputed" ? item.isDisputed : isOpen(item);
}

/** What the queue shows by its address, in no particular order. */
export function filterItems({ items }: KnownPage, { params }: Route): QueueItem[] {
  const fits = searchFor(params.q);
  return items.filter((item) => {
    const { entry, finding } = item;
    return (
      isShown(item, params.show) &&
      (params.severity === undefined || severityOf(item) === params.severity) &&
      (params.model === undefined || entry.modelId === params.model) &&
      (params.note === undefined || entry.notePath === params.note) &&
      isOfGate(params.gate, entry.gateId) &&
      isInFolder(params.folder, entry.notePath) &&
      fits(entry.notePath, entry.gateId, finding.message, finding.suggestion ?? "")
    );
  });
}
