import { effect } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { isTyping } from "../parts/is-typing.ts";
import type { PageState } from "../state/page-state.ts";
import { ACTS, type ActKey, act } from "./act.ts";
import type { Triage } from "./triage.ts";

/** The keys of the whole page. None acts while somebody types, or with a modifier. */
export function useKeys(page: PageState, triage: Triage | undefined, showHelp: () => void): void {
  useLayoutEffect(() => {
    /** The first key that came while a decision was on its way: it is about what comes next. */
    let waiting: string | undefined;
    const onKey = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      if (ctrlKey || metaKey || altKey) return;
      // A key that is held down decides once, and sends nothing that it has just opened.
      if (event.repeat && (key === "Enter" || (isDeciding(key) && !isTyping(target)))) {
        event.preventDefault();
        return;
      }
      if (triage?.isBusy.value || waiting !== undefined) {
        waiting ??= key;
        event.preventDefault();
      } else if (isAsking()) return;
      else if (isTyping(target)) {
        if (key !== "Escape") return;
        // What stands in the field is what is looked for, and stays so.
        event.preventDefault();
        (target as HTMLElement).blur();
      } else if (runKey(event)) event.preventDefault();
    };
    const runKey = ({ key, target }: Pick<KeyboardEvent, "key" | "target">): boolean => {
      const item = page.current.value;
      const by = stepOf(key, target);
      if (by && page.step.value) page.step.value(by);
      else if (key === "/") document.querySelector<HTMLInputElement>("[data-search]")?.focus();
      else if (key === "?") showHelp();
      else if (key === "u" && triage) void triage.undo();
      else if (key in ACTS && triage && item) act(page, triage, key as ActKey, item);
      else return false;
      return true;
    };
    const stopWaiting = effect(() => {
      if (triage?.isBusy.value || waiting === undefined) return;
      // Only once the next finding has come into the place of the one that was decided.
      setTimeout(() => {
        const key = waiting;
        waiting = undefined;
        if (key !== undefined && !isAsking()) runKey({ key, target: null });
      });
    });
    addEventListener("keydown", onKey);
    return () => {
      stopWaiting();
      removeEventListener("keydown", onKey);
    };
  }, [page, triage, showHelp]);
}

const LETTERS: Record<string, 1 | -1> = { j: 1, k: -1 };
const ARROWS: Record<string, 1 | -1> = { ArrowDown: 1, ArrowUp: -1 };

/** Arrows step only where nothing else is to be moved by them. */
function stepOf(key: string, target: EventTarget | null): 1 | -1 | undefined {
  const hasOwn = target instanceof Element && target.closest("[data-own-arrows]");
  return LETTERS[key] ?? (hasOwn ? undefined : ARROWS[key]);
}

const isDeciding = (key: string) => key === "u" || key in ACTS;

const isAsking = () => document.querySelector("dialog[open]") !== null;
