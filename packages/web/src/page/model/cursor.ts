import type { QueueItem } from "./queue-item.ts";

/** Where the finding that is looked at stands in a list, once the list has become another one. */
export interface Followed {
  /** -1 if there is none. */
  at: number;
  /** The finding that was looked at, if it is gone and not by a decision made here: another one has come into its place. */
  gone?: QueueItem;
}

/** Follows the finding at a place of a list into the list that came after. What `isDecided` is gone by a decision made here. */
export function followCursor(
  before: readonly QueueItem[],
  at: number,
  now: readonly QueueItem[],
  isDecided: (item: QueueItem) => boolean,
): Followed {
  const looked = before[at];
  if (!looked) return { at: Math.min(at, now.length - 1) };
  const same = placeOf(now, looked);
  if (same >= 0) return { at: same };
  // Whoever decides goes on with the next one, and with the one before where that was the last.
  const order = [...before.slice(at + 1), ...before.slice(0, at).reverse()];
  const next = order.find((item) => !isDecided(item));
  const left = order.map((item) => placeOf(now, item)).find((place) => place >= 0);
  const isNext = next === undefined ? now.length === 0 : left !== undefined && left === placeOf(now, next);
  const followed = { at: left ?? Math.min(at, now.length - 1) };
  return isDecided(looked) && isNext ? followed : { ...followed, gone: looked };
}

/** Where the same finding is, also as a later review found it again; -1 if it is nowhere. */
export function placeOf(
  items: readonly QueueItem[],
  { id, entry, finding: { key }, isWaived }: QueueItem,
): number {
  const same = items.findIndex((item) => item.id === id && item.isWaived === isWaived);
  if (same >= 0 || key === undefined) return same;
  return items.findIndex(
    (item) =>
      item.finding.key === key &&
      item.isWaived === isWaived &&
      item.entry.notePath === entry.notePath &&
      item.entry.modelId === entry.modelId,
  );
}
