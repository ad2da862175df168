import { useEffect, useRef } from "preact/hooks";
import { isTyping } from "./is-typing.ts";
import type { LookedAt } from "./use-findings.ts";

/**
 * Moves the focus to the finding that is looked at, where a key chose it, or where the one that had the focus was decided and is gone;
 * never away from a field that somebody types in: the letters that follow would decide something.
 */
export function useFollowFocus({ item, byKey }: LookedAt, find: () => HTMLElement | null | undefined): void {
  const id = item?.id;
  const before = useRef(id);
  useEffect(() => {
    const isLost = id !== before.current && document.activeElement?.matches("body, main");
    before.current = id;
    if (id === undefined || !(byKey || isLost)) return;
    const follow = () => {
      if (!isTyping(document.activeElement)) find()?.focus({ preventScroll: true });
    };
    // It is drawn after it was scrolled to.
    requestAnimationFrame(() => requestAnimationFrame(follow));
  }, [id, byKey]);
}
