import { effect } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import type { Triage } from "./triage.ts";

/** Nobody leaves unasked while a decision is on its way or others are typed ahead: those are known to this page alone. */
export function useLeaving(triage: Triage | undefined): void {
  useLayoutEffect(() => {
    if (!triage) return;
    const ask = (event: Event) => event.preventDefault();
    const stop = effect(() => {
      if (triage.isBusy.value || triage.ahead.value.length > 0) addEventListener("beforeunload", ask);
      else removeEventListener("beforeunload", ask);
    });
    return () => {
      stop();
      removeEventListener("beforeunload", ask);
    };
  }, [triage]);
}
