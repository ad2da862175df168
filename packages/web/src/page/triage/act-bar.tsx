import type { QueueItem } from "../model/queue-item.ts";
import { Meanings } from "../parts/meanings.tsx";
import { usePage } from "../state/page-state.ts";
import { ACTS, type ActKey, act, MEANINGS, whyNot } from "./act.ts";
import { useTriage } from "./triage.ts";

/** What can be done with a finding, as buttons that name their keys. */
export function ActBar({ item }: { item: QueueItem }) {
  const page = usePage();
  const triage = useTriage();
  if (!triage) return null;
  const keys = Object.keys(ACTS) as ActKey[];
  const explained = keys.map((key) => {
    const why = whyNot(key, item);
    return [ACTS[key], why === undefined ? MEANINGS[key] : `${MEANINGS[key]}. Not now: ${why}`] as const;
  });
  return (
    <>
      <div class="acts" role="group" aria-label="decide">
        {keys.map((key) => (
          <button
            key={key}
            type="button"
            disabled={whyNot(key, item) !== undefined || triage.isBusy.value}
            title={whyNot(key, item)}
            onClick={() => act(page, triage, key, item)}
          >
            {key === "w" && item.isWaived ? "count again" : ACTS[key]} <kbd>{key}</kbd>
          </button>
        ))}
      </div>
      <details class="meanings">
        <summary>What these do</summary>
        <Meanings all={explained} />
      </details>
    </>
  );
}
