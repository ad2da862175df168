import { useLayoutEffect, useRef } from "preact/hooks";
import { Legend } from "../parts/legend.tsx";
import { ACTS } from "../triage/act.ts";
import { useTriage } from "../triage/triage.ts";

const MOVES: readonly [keys: string, words: string][] = [
  ["j  ↓", "next finding"],
  ["k  ↑", "finding before"],
  ["/", "search"],
  ["?", "this help"],
  ["Esc", "out of a search or a dialog; takes errors away"],
];

/** Keys and signs. */
export function Help({ close }: { close(): void }) {
  const box = useRef<HTMLDialogElement>(null);
  const canDecide = useTriage() !== undefined;
  useLayoutEffect(() => box.current?.showModal(), []);
  const keys = canDecide
    ? [...MOVES, ...Object.entries(ACTS), ["u", "take back the last decision"] as const]
    : MOVES;
  return (
    <dialog ref={box} class="help" aria-labelledby="help-title" onClose={close}>
      <h2 id="help-title">Keys</h2>
      <dl class="keys">
        {keys.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {!canDecide && <p>Nothing can be decided here: this is a report, or it was started as read-only.</p>}
      <h2>Signs</h2>
      <Legend />
      <form method="dialog">
        <button type="submit">
          close <kbd>Esc</kbd>
        </button>
      </form>
    </dialog>
  );
}
