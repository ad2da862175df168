import type { FixEntry, PageDocument, PageGate, PagePair } from "@review/views";
import { groupBy } from "./group-by.ts";
import { type QueueItem, toItems } from "./queue-item.ts";
import type { Route } from "./route.ts";

/** The document of the page, with what is looked up in it again and again. */
export interface KnownPage {
  document: PageDocument;
  /** The pairs of a note, by gate; both by their places. */
  pairs: readonly ReadonlyMap<number, PagePair>[];
  noteAt: ReadonlyMap<string, number>;
  gateAt: ReadonlyMap<string, number>;
  /** What counts, then what is waived, what is disputed, and what was found before its gate changed. */
  items: readonly QueueItem[];
  itemsOfNote: ReadonlyMap<string, readonly QueueItem[]>;
}

export function knowPage(document: PageDocument): KnownPage {
  const pairs = document.notes.map(() => new Map<number, PagePair>());
  for (const pair of document.pairs) pairs[pair.note]?.set(pair.gate, pair);
  const items = withNews([
    ...document.findings.flatMap((entry) => toItems(entry, "open")),
    ...document.waived.flatMap((entry) => toItems(entry, "waived")),
    ...(document.disputed ?? []).flatMap((entry) => toItems(entry, "disputed")),
    ...(document.gateChanged ?? []).flatMap((entry) => toItems(entry, "open")),
  ]);
  return {
    document,
    pairs,
    noteAt: new Map(document.notes.map(({ notePath }, at) => [notePath, at])),
    gateAt: new Map(document.gates.map(({ gateId }, at) => [gateId, at])),
    items,
    itemsOfNote: groupBy(items, ({ entry }) => entry.notePath),
  };
}

/** Where all is new, as in a first report, it says nothing to call it so. */
function withNews(items: QueueItem[]): QueueItem[] {
  if (items.some(({ finding }) => !finding.isNew && !finding.isRemark)) return items;
  return items.map((item) => ({ ...item, finding: { ...item.finding, isNew: false } }));
}

export function gateOf({ document, gateAt }: KnownPage, gateId: string): PageGate | undefined {
  return document.gates[gateAt.get(gateId) ?? -1];
}

/** How a finding's pair stands now. */
export function pairOf(
  known: KnownPage,
  { notePath, gateId }: Pick<FixEntry, "notePath" | "gateId">,
): PagePair | undefined {
  return known.pairs[known.noteAt.get(notePath) ?? -1]?.get(known.gateAt.get(gateId) ?? -1);
}

/** The place of the partition that an address is narrowed to; undefined for all. */
export function modelAt({ document }: KnownPage, { params }: Route): number | undefined {
  return params.model === undefined
    ? undefined
    : document.modelIds.findIndex((id) => `${id}` === params.model);
}
