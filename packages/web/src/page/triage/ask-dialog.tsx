import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useLoaded } from "../parts/use-loaded.ts";
import type { Asked, Typed } from "./asked.ts";
import { DECISIONS, DecisionChoice } from "./decision-choice.tsx";
import { type Triage, useTriage } from "./triage.ts";

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
  // What settles or fails a whole pair is to be said each time.
  const [lastText] = useState((asked.kind !== "override" && triage.lastTexts.get(asked.kind)) || "");
  // Before the next key: it is to be typed, not to decide anything.
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    if (asked.kind === "override") dialog?.querySelector<HTMLInputElement>("input[name=decision]")?.focus();
    else selectReason(dialog);
    // So that the focus goes back to where it was.
    return () => dialog?.close();
  }, []);
  // What is typed on belongs to what was thought before: it is to change nothing.
  useLayoutEffect(() => {
    if (asked.problem !== undefined) box.current?.focus();
  }, [asked.problem]);
  // The browser tells of it a moment later: by then something else may be asked.
  const close = () => {
    if (triage.asked.value === asked) triage.asked.value = undefined;
  };
  return (
    <dialog ref={box} class="ask" tabIndex={-1} aria-labelledby="ask-title" onClose={close} onCancel={close}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          // What stands in the fields, however fast it was typed.
          const typed = readTyped(new FormData(event.currentTarget));
          if (typed.text.trim() !== "" && !asked.isGone) void triage.answer(typed);
        }}
      >
        <h2 id="ask-title">{TITLES[asked.kind]}</h2>
        <p class="about">{asked.about}</p>
        {asked.effect && <Effect effect={asked.effect} />}
        {asked.problem && (
          <p class="message bad" role="alert">
            {asked.problem}
          </p>
        )}
        {asked.kind === "override" && (
          <DecisionChoice
            onChosen={() => selectReason(box.current)}
            onMistaken={() => {
              triage.asked.value = { ...asked, problem: MISTAKEN };
            }}
          />
        )}
        <label class="field">
          <span>{asksReason(asked) ? "Reason" : "Remark"}</span>
          <input name="reason" required autocomplete="off" defaultValue={lastText} />
        </label>
        {asked.kind === "waive" && (
          <label class="field">
            <span>Last day (UTC), or none</span>
            <input type="date" name="until" />
          </label>
        )}
        <div class="acts">
          <button type="submit" class="main" disabled={triage.isBusy.value || asked.isGone || asked.isOther}>
            {asked.kind === "unwaive" ? "count again" : asked.kind} <kbd>Enter</kbd>
          </button>
          {asked.isOther && (
            <button type="submit" disabled={triage.isBusy.value}>
              {asked.kind === "unwaive" ? "count again" : asked.kind} what there is now
            </button>
          )}
          <button type="button" onClick={close}>
            cancel <kbd>Esc</kbd>
          </button>
        </div>
      </form>
    </dialog>
  );
}

const MISTAKEN =
  "Nothing was chosen: one letter chooses the decision, and Enter leads to the remark. Escape, and ask again.";

function Effect({ effect }: { effect: NonNullable<Asked["effect"]> }) {
  const { value } = useLoaded(async () => (typeof effect === "string" ? effect : effect()), "", effect);
  return <p class="effect">{value ?? "…"}</p>;
}

const asksReason = ({ kind }: Asked) => kind === "waive" || kind === "unwaive";

const selectReason = (dialog: HTMLDialogElement | null) =>
  dialog?.querySelector<HTMLInputElement>("input[name=reason]")?.select();

function readTyped(form: FormData): Typed {
  const textOf = (name: string) => String(form.get(name) ?? "");
  const decision = DECISIONS.find((each) => each === form.get("decision"));
  return { text: textOf("reason"), until: textOf("until"), ...(decision && { decision }) };
}
