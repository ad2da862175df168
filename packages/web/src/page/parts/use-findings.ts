import { useLayoutEffect, useRef } from "preact/hooks";
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
 * The finding that the address names. Where it is gone, because it was decided, the one that has come into its place; where none is
 * named, the first, if `isFirst`.
 */
export function useFindings(items: readonly QueueItem[], isFirst: boolean): LookedAt {
  const page = usePage();
  const { finding } = page.route.value.params;
  const last = useRef<{ at: number; byKey?: string }>({ at: -1 });
  const named =
    finding === undefined ? -1 : items.findIndex(({ id }) => id === finding || id.startsWith(`${finding}-`));
  const before = last.current.at;
  const instead = finding !== undefined && before >= 0 ? before : isFirst ? 0 : -1;
  const at = named >= 0 ? named : Math.min(instead, items.length - 1);
  last.current.at = at;
  const item = items[at];
  // Before the next key, or that would decide about the finding before.
  useLayoutEffect(() => {
    page.current.value = item;
    page.step.value = (by) => {
      const next = items[Math.max(0, Math.min(items.length - 1, last.current.at + by))];
      if (!next) return;
      last.current.byKey = next.id;
      page.choose({ finding: next.id });
    };
    return () => {
      page.current.value = undefined;
      page.step.value = undefined;
    };
  }, [page, items, item]);
  const choose = (id: string) => {
    delete last.current.byKey;
    page.choose({ finding: id });
  };
  return { at, item, choose, byKey: item !== undefined && last.current.byKey === item.id };
}
