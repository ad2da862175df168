import { useEffect } from "preact/hooks";
import type { PageState } from "../state.ts";
import { ACTS, type ActKey, act } from "./act.ts";
import type { Triage } from "./triage.ts";

/** The keys of the whole page. None acts while somebody types, or with a modifier. */
export function useKeys(page: PageState, triage: Triage | undefined, showHelp: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
      if (isTyping(event.target)) {
        if (event.key === "Escape") (event.target as HTMLElement).blur();
        return;
      }
      const by = stepOf(event);
      if (by && page.step.value) page.step.value(by);
      else if (!runKey(event.key)) return;
      event.preventDefault();
    };
    const runKey = (key: string): boolean => {
      const item = page.current.value;
      if (key === "/") document.querySelector<HTMLInputElement>("[data-search]")?.focus();
      else if (key === "?") showHelp();
      else if (key === "u" && triage) void triage.undo();
      else if (key in ACTS && triage && item) act(page, triage, key as ActKey, item);
      else return false;
      return true;
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [page, triage, showHelp]);
}

const LETTERS: Record<string, 1 | -1> = { j: 1, k: -1 };
const ARROWS: Record<string, 1 | -1> = { ArrowDown: 1, ArrowUp: -1 };

/** Arrows step only where nothing else is to be moved by them. */
function stepOf({ key, target }: KeyboardEvent): 1 | -1 | undefined {
  const hasOwn = target instanceof Element && target.closest("[data-own-arrows]");
  return LETTERS[key] ?? (hasOwn ? undefined : ARROWS[key]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}
