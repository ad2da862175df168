import type { Finding, FixEntry } from "@review/views";

/** One finding of the queue, with the verdict that it belongs to. */
export interface QueueItem {
  /** Names it in an address, also after the page was asked for again. */
  id: string;
  entry: FixEntry;
  finding: Finding;
  isWaived: boolean;
}

export function toItems(entry: FixEntry, isWaived: boolean): QueueItem[] {
  return entry.findings.map((finding, at) => ({
    id: `${finding.key ?? `${at}`}-${entry.reviewId}`,
    entry,
    finding,
    isWaived,
  }));
}

/** The line on which a finding stands first, if anyone knows. */
export function lineOf({ finding }: QueueItem): number | undefined {
  return finding.quotes.find(({ place }) => place)?.place?.startLine;
}
