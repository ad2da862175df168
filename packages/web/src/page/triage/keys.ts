import { effect } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { isTyping } from "../parts/is-typing.ts";
import type { PageState } from "../state/page-state.ts";
import { ACTS, type ActKey, act } from "./act.ts";
import { drawn, type Triage } from "./triage.ts";
import { typeKey } from "./type-key.ts";

/**
 * The keys of the whole page. None acts while somebody types, or with a modifier. What is typed while a decision is on its way is done
 * in its order once that is there, each key where its typist meant it; or none of it.
 */
export function useKeys(page: PageState, triage: Triage | undefined, showHelp: () => void): void {
  useLayoutEffect(() => {
    const placeOf = () => [page.route.value.view, ...page.route.value.names].join("/");
    let place = "";
    let isCatchingUp = false;
    const onKey = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      // Those that were typed ahead are told once more, to whoever listens.
      if (!event.isTrusted || ctrlKey || metaKey || altKey || ALONE.test(key)) return;
      // A key that is held down decides once, and sends nothing that it has just opened.
      if (event.repeat && (key === "Enter" || (isDeciding(key) && !isTyping(target)))) {
        event.preventDefault();
        return;
      }
      if (triage && (triage.isBusy.value || isCatchingUp)) {
        event.preventDefault();
        event.stopPropagation();
        if (triage.ahead.value.length === 0) place = placeOf();
        triage.ahead.value = [...triage.ahead.value, key];
      } else if (isAsking()) return;
      else if (isTyping(target)) {
        if (leaveField(key, target)) event.preventDefault();
      } else if (runKey(event)) event.preventDefault();
    };
    const runKey = ({ key, target }: Pick<KeyboardEvent, "key" | "target">): boolean => {
      const item = page.current.value;
      const by = stepOf(key, target);
      if (by && page.cursor.value) page.cursor.value.step(by);
      else if (key === "/") document.querySelector<HTMLInputElement>("[data-search]")?.focus();
      else if (key === "?") showHelp();
      else if (key === "Escape" && page.news.hasBad()) page.news.dismissAll();
      else if (key === "u" && triage) void triage.undo();
      else if (key in ACTS && triage && item) act(page, triage, key as ActKey, item);
      else return false;
      return true;
    };
    /** A letter that is no key of ours does nothing now, as it would have done nothing then. */
    const catchUpKey = (key: string): boolean =>
      isAsking() || isTyping(document.activeElement)
        ? typeKey(key)
        : runKey({ key, target: null }) || [...key].length === 1;
    const catchUp = async (decided: Triage) => {
      isCatchingUp = true;
      while (decided.ahead.value.length > 0 && !decided.isBusy.value) {
        const [key = "", ...rest] = decided.ahead.value;
        if (placeOf() !== place) decided.dropAhead("Another view is here by now.");
        else if (page.gone.value) decided.dropAhead("Another finding is here than the one that was next.");
        else if (!catchUpKey(key)) decided.dropAhead("Not every key can be typed ahead.");
        else decided.ahead.value = rest;
        await drawn();
      }
      isCatchingUp = false;
    };
    const stopCatchingUp = effect(() => {
      if (!triage || triage.isBusy.value || isCatchingUp) return;
      if (triage.ahead.value.length > 0) void catchUp(triage);
    });
    // Before anything else of the page hears of it.
    addEventListener("keydown", onKey, { capture: true });
    return () => {
      stopCatchingUp();
      removeEventListener("keydown", onKey, { capture: true });
    };
  }, [page, triage, showHelp]);
}

/**
 * Escape takes the words of a search away first, and leaves the field then; Enter leaves it at once, and what stands in it is still
 * looked for. Of other fields Escape alone does.
 */
function leaveField(key: string, field: EventTarget | null): boolean {
  if (!(field instanceof HTMLElement)) return false;
  const isSearch = field instanceof HTMLInputElement && field.type === "search";
  if (key !== "Escape" && !(key === "Enter" && isSearch)) return false;
  if (key === "Escape" && isSearch && field.value !== "") {
    field.value = "";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  } else field.blur();
  return true;
}

/** They type nothing by themselves. */
const ALONE = /^(?:Shift|Control|Alt|Meta|AltGraph|CapsLock|NumLock|Fn)$/;

const LETTERS: Record<string, 1 | -1> = { j: 1, k: -1 };
const ARROWS: Record<string, 1 | -1> = { ArrowDown: 1, ArrowUp: -1 };

/** Arrows step only where nothing else is to be moved by them. */
function stepOf(key: string, target: EventTarget | null): 1 | -1 | undefined {
  const hasOwn = target instanceof Element && target.closest("[data-own-arrows]");
  return LETTERS[key] ?? (hasOwn ? undefined : ARROWS[key]);
}

const isDeciding = (key: string) => key === "u" || key in ACTS;

const isAsking = () => document.querySelector("dialog[open]") !== null;
