import type { Finding, PageEntry } from "@review/views";

/** One finding of the queue, with the verdict that it belongs to. */
export interface QueueItem {
  /** Names it in an address, also after the page was asked for again. */
  id: string;
  entry: PageEntry;
  finding: Finding;
  isWaived: boolean;
  /** A second reviewer says that it does not hold. */
  isDisputed: boolean;
}

/** Whether it was found before the gate changed, so that it does not count. */
export const isOfOldGate = ({ entry }: Pick<QueueItem, "entry">): boolean =>
  entry.staleReason === "gate-changed";

/** Whether a finding is to be mended. */
export const isOpen = (item: QueueItem): boolean => !item.isWaived && !item.isDisputed && !isOfOldGate(item);

export function toItems(entry: PageEntry, state: "open" | "waived" | "disputed"): QueueItem[] {
  return entry.findings.map((finding, at) => ({
    id: `${finding.key ?? `${at}`}-${entry.reviewId}`,
    entry,
    finding,
    isWaived: state === "waived",
    isDisputed: state === "disputed",
  }));
}

/** The line on which a finding stands first, if anyone knows. */
export function lineOf({ finding }: QueueItem): number | undefined {
  return finding.quotes.find(({ place }) => place)?.place?.startLine;
}
