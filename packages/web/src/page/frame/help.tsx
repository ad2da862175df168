import { useLayoutEffect, useRef } from "preact/hooks";
import { Legend } from "../parts/legend.tsx";
import { WordList } from "../parts/word-list.tsx";
import { usePage } from "../state/page-state.ts";
import { ACTS, type ActKey, MEANINGS } from "../triage/act.ts";
import { useTriage } from "../triage/triage.ts";

const MOVES: readonly [keys: string, words: string][] = [
  ["j  ↓", "next finding"],
  ["k  ↑", "finding before"],
  ["/", "search; Enter goes on with what was found"],
  ["?", "this help"],
  ["Esc", "take the words of a search away, then leave it; leave a dialog; take error messages away"],
];

const actKeys = () =>
  (Object.keys(ACTS) as ActKey[]).map((key) => [key, `${ACTS[key]}: ${MEANINGS[key]}`] as const);

/** What was built from the sources has no version that says anything. */
const isReleased = (version: string) => version !== "0.0.0";

/** Keys, words and signs. */
export function Help({ close }: { close(): void }) {
  const box = useRef<HTMLDialogElement>(null);
  const { toolVersion } = usePage().known.value.document;
  const canDecide = useTriage() !== undefined;
  // The only button is at its end: it begins at its beginning all the same.
  useLayoutEffect(() => {
    box.current?.showModal();
    box.current?.focus();
    box.current?.scrollTo(0, 0);
  }, []);
  const keys = canDecide ? [...MOVES, ...actKeys(), ["u", "take back the last decision"] as const] : MOVES;
  return (
    <dialog ref={box} class="help" tabIndex={-1} aria-labelledby="help-title" onClose={close}>
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
      <h2>Words</h2>
      <WordList />
      <h2>Signs</h2>
      <Legend />
      {isReleased(toolVersion) && <p>Made by version {toolVersion} of review.</p>}
      <form method="dialog">
        <button type="submit">
          close <kbd>Esc</kbd>
        </button>
      </form>
    </dialog>
  );
}
