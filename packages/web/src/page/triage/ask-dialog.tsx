import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useLoaded } from "../parts/use-loaded.ts";
import type { Asked, Typed } from "./asked.ts";
import { DECISIONS, DecisionChoice } from "./decision-choice.tsx";
import { type Triage, useTriage } from "./triage.ts";
import { useBeside } from "./use-beside.ts";

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
  const [lastText] = useState(
    triage.drafts.get(asked.subject) ??
      ((asked.kind !== "override" && triage.lastTexts.get(asked.kind)) || ""),
  );
  const [missing, setMissing] = useState("");
  // Before the next key: it is to be typed, not to decide anything.
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    if (asked.kind === "override") dialog?.querySelector<HTMLInputElement>("input[name=decision]")?.focus();
    else selectReason(dialog);
    // So that the focus goes back to where it was.
    return () => dialog?.close();
  }, []);
  useBeside(box);
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
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (asked.isGone) return;
          const why = missingIn(event.currentTarget, asked);
          setMissing(why);
          // What stands in the fields, however fast it was typed.
          if (why === "") void triage.answer(readTyped(new FormData(event.currentTarget)));
        }}
      >
        <h2 id="ask-title">{TITLES[asked.kind]}</h2>
        <p class="about">{asked.about}</p>
        {asked.place && <p class="about place">{asked.place}</p>}
        {asked.effect && <Effect effect={asked.effect} />}
        {asked.problem && (
          <p class="message bad" role="alert">
            {asked.problem}
          </p>
        )}
        {asked.problem && <p class="effect">{nextStep(asked)}</p>}
        {missing && !asked.problem && (
          <p class="message bad" role="alert">
            {missing}
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
          <input
            name="reason"
            required
            autocomplete="off"
            defaultValue={lastText}
            onInput={({ currentTarget }) => {
              triage.drafts.set(asked.subject, currentTarget.value);
              setMissing("");
            }}
          />
        </label>
        {asked.kind === "waive" && (
          <label class="field">
            <span>Last day (UTC), or none</span>
            <input type="date" name="until" />
          </label>
        )}
        <div class="acts">
          {!asked.isGone && (
            <button type="submit" class="main" disabled={triage.isBusy.value || asked.isOther}>
              {wordOf(asked)} {!asked.problem && <kbd>Enter</kbd>}
            </button>
          )}
          {asked.isOther && (
            <button type="submit" disabled={triage.isBusy.value}>
              {wordOf(asked)} what there is now
            </button>
          )}
          <button type="button" onClick={close}>
            {asked.isGone ? "close" : "cancel"} <kbd>Esc</kbd>
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

const wordOf = ({ kind }: Asked) => (kind === "unwaive" ? "count again" : kind);

/** What can be done where something was refused: Enter does nothing until its typist has come back to what was typed. */
function nextStep({ isGone, isOther }: Asked): string {
  if (isGone) return "Nothing can be decided about it here any more: Escape closes this.";
  if (isOther) return "It can be decided about as it is now, by the button that says so; Escape leaves it.";
  return "Nothing is decided yet. Tab leads to what was typed: mend it there, and Enter sends it; Escape leaves it.";
}

/** What has to be said before it can be sent, with the focus on its field; "" if nothing is missing. */
function missingIn(form: HTMLFormElement, asked: Asked): string {
  const field = form.querySelector<HTMLInputElement>("input:invalid");
  const blank = form.querySelector<HTMLInputElement>("input[name=reason]");
  if (!field && blank?.value.trim() !== "") return "";
  (field ?? blank)?.focus();
  if (field?.type === "radio") return "Choose pass, warn or fail first: nothing was decided.";
  if (field?.type === "date") return "The last day is no day of the calendar: nothing was decided.";
  return `A ${asksReason(asked) ? "reason" : "remark"} is needed: nothing was decided.`;
}

const asksReason = ({ kind }: Asked) => kind === "waive" || kind === "unwaive";

const selectReason = (dialog: HTMLDialogElement | null) =>
  dialog?.querySelector<HTMLInputElement>("input[name=reason]")?.select();

function readTyped(form: FormData): Typed {
  const textOf = (name: string) => String(form.get(name) ?? "");
  const decision = DECISIONS.find((each) => each === form.get("decision"));
  return { text: textOf("reason"), until: textOf("until"), ...(decision && { decision }) };
}
