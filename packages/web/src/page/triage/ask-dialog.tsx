import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Asked, type Triage, type Typed, useTriage } from "./triage.ts";

const TITLES: Record<Asked["kind"], string> = {
  waive: "Let a finding stand",
  unwaive: "Count a finding again",
  override: "Decide in the reviewer's place",
  reopen: "Take the acceptance back",
};

/** Asks why, before a decision is made. */
export function AskDialog() {
  const triage = useTriage();
  if (!triage?.asked.value) return null;
  return <Dialog triage={triage} asked={triage.asked.value} />;
}

function Dialog({ triage, asked }: { triage: Triage; asked: Asked }) {
  const box = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState<Typed>({ text: triage.lastTexts.get(asked.kind) ?? "" });
  // Before the next key: it is to be typed, not to decide anything.
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    dialog?.querySelector<HTMLInputElement>("input[name=reason]")?.select();
    // So that the focus goes back to where it was.
    return () => dialog?.close();
  }, []);
  // The browser tells of it a moment later: by then something else may be asked.
  const close = () => {
    if (triage.asked.value === asked) triage.asked.value = undefined;
  };
  return (
    <dialog ref={box} class="ask" aria-labelledby="ask-title" onClose={close} onCancel={close}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.text.trim() !== "" && !asked.isGone) void triage.answer(typed);
        }}
      >
        <h2 id="ask-title">{TITLES[asked.kind]}</h2>
        <p class="about">{asked.about}</p>
        {asked.problem && (
          <p class="message bad" role="alert">
            {asked.problem}
          </p>
        )}
        {asked.kind === "override" && <DecisionChoice typed={typed} setTyped={setTyped} />}
        <label class="field">
          <span>{asksReason(asked) ? "Reason" : "Remark"}</span>
          <input
            name="reason"
            required
            autocomplete="off"
            value={typed.text}
            onInput={({ currentTarget }) => setTyped({ ...typed, text: currentTarget.value })}
          />
        </label>
        {asked.kind === "waive" && (
          <label class="field">
            <span>Last day (UTC), or none</span>
            <input
              type="date"
              value={typed.until ?? ""}
              onInput={({ currentTarget: { value } }) => setTyped({ ...typed, until: value })}
            />
          </label>
        )}
        <div class="acts">
          <button type="submit" class="main" disabled={triage.isBusy.value || asked.isGone}>
            {asked.kind === "unwaive" ? "count again" : asked.kind} <kbd>Enter</kbd>
          </button>
          <button type="button" onClick={close}>
            cancel <kbd>Esc</kbd>
          </button>
        </div>
      </form>
    </dialog>
  );
}

const asksReason = ({ kind }: Asked) => kind === "waive" || kind === "unwaive";

function DecisionChoice({ typed, setTyped }: { typed: Typed; setTyped(typed: Typed): void }) {
  return (
    <fieldset class="field">
      <legend>Decision</legend>
      {(["pass", "warn", "fail"] as const).map((decision) => (
        <label key={decision} class="radio">
          <input
            type="radio"
            name="decision"
            checked={(typed.decision ?? "pass") === decision}
            onChange={() => setTyped({ ...typed, decision })}
          />
          {decision}
        </label>
      ))}
    </fieldset>
  );
}
