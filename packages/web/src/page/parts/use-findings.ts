import { useLayoutEffect, useRef } from "preact/hooks";
import { type Followed, followCursor } from "../model/cursor.ts";
import type { QueueItem } from "../model/queue-item.ts";
import { usePage } from "../state/page-state.ts";

/** Which of some findings is looked at, and how to look at another. */
export interface LookedAt {
  at: number;
  item: QueueItem | undefined;
  choose(id: string): void;
  /** Whether it is the one that was chosen by a key, so that the focus has to follow. */
  byKey: boolean;
}

/**
 * The finding that the address names; where none is named, the one that was looked at before, and at first the first, if `isFirst`.
 * Where it is gone, because it was decided, the next one; if it was not decided here, the page is told so, before a key decides
 * about another finding than the one that its person has seen.
 */
export function useFindings(items: readonly QueueItem[], isFirst: boolean): LookedAt {
  const page = usePage();
  const { finding } = page.route.value.params;
  const last = useRef<{ items: readonly QueueItem[]; at: number; known: unknown; byKey?: string }>({
    items: [],
    at: -1,
    known: undefined,
  });
  const before = last.current;
  const named =
    finding === undefined ? -1 : items.findIndex(({ id }) => id === finding || id.startsWith(`${finding}-`));
  const followed: Followed =
    named >= 0 ? { at: named } : followCursor(before.items, before.at, items, page.isDecided.value);
  const at = followed.at < 0 && isFirst ? Math.min(0, items.length - 1) : followed.at;
  const item = items[at];
  const looked = before.items[before.at];
  const isOther =
    looked && item?.id === looked.id && item.isWaived !== looked.isWaived && !page.isDecided.value(looked);
  // What a filter leaves out is gone by the will of whoever filters.
  const gone = page.known.value === before.known ? undefined : isOther ? looked : followed.gone;
  last.current = { ...before, items, at, known: page.known.value };
  // Before the next key, or that would decide about the finding before.
  useLayoutEffect(() => {
    const go = (next: QueueItem | undefined) => {
      page.gone.value = undefined;
      if (!next) return;
      last.current.byKey = next.id;
      page.choose({ finding: next.id });
    };
    page.current.value = item;
    page.cursor.value = {
      step: (by) => go(items[Math.max(0, Math.min(items.length - 1, last.current.at + by))]),
      goTo: (isMeant) => go(items.find(isMeant)),
    };
    return () => {
      page.current.value = undefined;
      page.cursor.value = undefined;
    };
  }, [page, items, item]);
  useLayoutEffect(() => {
    if (gone) page.gone.value = gone;
    // What is in the address can be sent to somebody, or loaded again.
    if (finding !== undefined && item && named < 0) page.choose({ finding: item.id });
  }, [page, gone, finding, item, named]);
  useLayoutEffect(
    () => () => {
      page.gone.value = undefined;
    },
    [page],
  );
  const choose = (id: string) => {
    page.gone.value = undefined;
    delete last.current.byKey;
    page.choose({ finding: id });
  };
  return { at, item, choose, byKey: item !== undefined && last.current.byKey === item.id };
}
