import { useLayoutEffect } from "preact/hooks";
import { placeDialog } from "./place-dialog.ts";

/** The words that are looked at, and what is said of them. */
const SHOWN = "mark.current, .in-place header, article.current";

/** Keeps an open dialog off the words that are decided about, as far as there is room; whatever its size becomes. */
export function useBeside(box: { readonly current: HTMLDialogElement | null }): void {
  useLayoutEffect(() => {
    const dialog = box.current;
    if (!dialog) return;
    const place = () => {
      const room = { width: document.documentElement.clientWidth, height: innerHeight };
      const shown = [...document.querySelectorAll(SHOWN)].flatMap((each) => {
        const { left, top, right, bottom } = each.getBoundingClientRect();
        const [from, to] = [Math.max(0, top), Math.min(room.height, bottom)];
        return to > from ? [{ left, top: from, width: right - left, height: to - from }] : [];
      });
      const { width, height } = dialog.getBoundingClientRect();
      const { left, top } = placeDialog({ width, height }, room, shown);
      Object.assign(dialog.style, { margin: "0", left: `${left}px`, top: `${top}px` });
    };
    place();
    const sizes = new ResizeObserver(place);
    sizes.observe(dialog);
    addEventListener("resize", place);
    return () => {
      sizes.disconnect();
      removeEventListener("resize", place);
    };
  }, []);
}
