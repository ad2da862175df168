import { useRef } from "preact/hooks";
import { showKeys } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";
import { useTriage } from "../triage/triage.ts";
import { useClearOf } from "./use-clear-of.ts";

/** What has just happened, in a corner; screen readers say it. */
export function Announced() {
  const { news, current } = usePage();
  const { all, dismiss } = news;
  const triage = useTriage();
  const box = useRef<HTMLDivElement>(null);
  const isAbove = useClearOf(box, [all.value, current.value, triage?.isBusy.value]);
  const bad = all.value.filter(({ isBad }) => isBad);
  const good = all.value.filter(({ isBad }) => !isBad);
  return (
    <div ref={box} class={`announced${isAbove ? " above" : ""}`}>
      <div role="status">
        {triage?.isBusy.value && <UnderWay keys={triage.ahead.value} />}
        {good.map(({ id, text }) => (
          <p key={id}>{text}</p>
        ))}
      </div>
      <div role="alert">
        {bad.map(({ id, text }) => (
          <p key={id} class="bad">
            {text}{" "}
            <button type="button" onClick={() => dismiss(id)}>
              dismiss <kbd>Esc</kbd>
            </button>
          </p>
        ))}
      </div>
    </div>
  );
}

/** That a decision is on its way, and what was typed meanwhile. */
function UnderWay({ keys }: { keys: readonly string[] }) {
  return <p class="under-way">On its way{keys.length > 0 && <>, and then: {showKeys(keys)}</>}</p>;
}
