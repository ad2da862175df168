import { useEffect, useState } from "preact/hooks";

/** The finding that is looked at, wherever a view shows it in whole. */
const LOOKED_AT = ".in-place header, article.current";

/**
 * Whether a box at the foot of the window would stand on the finding that is looked at, and at the head of it would not. It is asked again
 * whenever one of `changes` is another, or the page is scrolled.
 */
export function useClearOf(
  box: { readonly current: HTMLElement | null },
  changes: readonly unknown[],
): boolean {
  const [isAbove, setAbove] = useState(false);
  useEffect(() => {
    const look = () => {
      const own = box.current?.getBoundingClientRect();
      const looked = document.querySelector(LOOKED_AT)?.getBoundingClientRect();
      if (!own || !looked || own.height === 0) return;
      const needed = own.height + 2 * EDGE;
      const isAside = looked.right < own.left || looked.left > own.right;
      const isAtFoot = looked.bottom > innerHeight - needed && looked.top < innerHeight;
      const isAtHead = looked.top < needed && looked.bottom > 0;
      setAbove(!isAside && isAtFoot && !isAtHead);
    };
    // Once all is drawn that has changed, and whenever it has moved.
    const frame = requestAnimationFrame(look);
    addEventListener("scroll", look, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("scroll", look);
    };
  }, changes);
  return isAbove;
}

/** How far from the edge of the window the box is, in pixels. */
const EDGE = 16;
