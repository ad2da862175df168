import type { FindingSeverity } from "@review/db";
import type { Finding, PageEntry, Quotation } from "@review/views";
import { countedSeverity } from "@review/views/words";

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

/** What it counts as. */
export const severityOf = ({ entry, finding }: Pick<QueueItem, "entry" | "finding">): FindingSeverity =>
  countedSeverity(entry, finding);

/** What a finding is marked as. */
export function kindOf(item: QueueItem): "fail" | "warn" | "waived" {
  return isOpen(item) ? severityOf(item) : "waived";
}

/** The quote by which a finding is shown in its note: one that stands, if one does; undefined where none has a place. */
export function placedOf({ finding: { quotes } }: Pick<QueueItem, "finding">): Quotation | undefined {
  return quotes.find(({ place, isGone }) => place && !isGone) ?? quotes.find(({ place }) => place);
}

/** How old a finding is; what a person decided is no finding that any review found. */
export function ageOf({
  finding: { isRemark, isNew },
}: Pick<QueueItem, "finding">): "new" | "decided" | "old" {
  if (isRemark) return "decided";
  return isNew ? "new" : "old";
}

/** Where a quote stands, in words; where nobody knows, where it stood. */
export function lineWords({ place, wasLine, isGone }: Quotation): string | undefined {
  if (place) return isGone ? `stood about line ${place.startLine}` : `line ${place.startLine}`;
  return wasLine === undefined ? undefined : `was line ${wasLine}`;
}

/** The line on which a finding stands first, if anyone knows. */
export function lineOf({ finding }: QueueItem): number | undefined {
  return placedOf({ finding })?.place?.startLine;
}
