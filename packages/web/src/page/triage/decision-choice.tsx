import { useRef } from "preact/hooks";

export const DECISIONS = ["pass", "warn", "fail"] as const;

interface DecisionChoiceProps {
  onChosen(): void;
  /** More than a letter was typed: it was meant for something else, and nothing is chosen. */
  onMistaken(): void;
}

/**
 * None is chosen beforehand: nobody is to decide what was only proposed. A decision is its first letter and Enter, so that a remark that is
 * typed at once chooses none by the letter it begins with.
 */
export function DecisionChoice({ onChosen, onMistaken }: DecisionChoiceProps) {
  const isTyped = useRef(false);
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLFieldSetElement }) => {
    const { key, ctrlKey, metaKey, altKey, repeat, currentTarget } = event;
    if (ctrlKey || metaKey || altKey || repeat) return;
    const radios = [...currentTarget.querySelectorAll<HTMLInputElement>("input[name=decision]")];
    if (key === "Enter" && radios.some(({ checked }) => checked)) {
      event.preventDefault();
      onChosen();
    } else if ([...key].length === 1) {
      const chosen = radios.find(({ value }) => value.startsWith(key));
      // A space chooses as the browser does it.
      if (!isTyped.current && key === " ") isTyped.current = true;
      else if (!isTyped.current && chosen) {
        isTyped.current = true;
        event.preventDefault();
        chosen.click();
      } else {
        for (const radio of radios) radio.checked = false;
        if (key === " ") event.preventDefault();
        onMistaken();
      }
    }
  };
  const onFocusIn = ({
    relatedTarget,
    currentTarget,
  }: FocusEvent & { currentTarget: HTMLFieldSetElement }) => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) isTyped.current = false;
  };
  return (
    <fieldset class="field" onKeyDown={onKeyDown} onFocusIn={onFocusIn}>
      <legend>Decision: a letter, then Enter</legend>
      {DECISIONS.map((decision) => (
        <label key={decision} class="radio">
          <input type="radio" name="decision" value={decision} required />
          {decision} <kbd>{decision[0]}</kbd>
        </label>
      ))}
    </fieldset>
  );
}
