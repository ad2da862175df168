/**
 * Does for a key that was typed ahead what the browser would have done where the focus is now, in an open dialog or in a field; false
 * for a key of which that is not known.
 */
export function typeKey(key: string): boolean {
  const target = document.activeElement;
  const dialog = document.querySelector<HTMLDialogElement>("dialog[open]");
  const field = target instanceof HTMLInputElement ? target : undefined;
  if (target) {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    // What somebody listens to here is done by that.
    if (!target.dispatchEvent(event)) return true;
  }
  if (key === "Escape" && dialog) return close(dialog);
  if (key === "Enter") {
    if (target instanceof HTMLButtonElement) target.click();
    // Where something is missing, what follows was not meant for it.
    else if (field?.form?.checkValidity()) field.form.requestSubmit();
    else return false;
    return true;
  }
  if (field && /^(?:text|search)$/.test(field.type)) return typeInto(field, key);
  if (field?.type === "radio") return false;
  // A letter that means nothing where it was typed does nothing.
  return dialog !== null && key.length === 1;
}

function close(dialog: HTMLDialogElement): true {
  dialog.close();
  return true;
}

function typeInto(field: HTMLInputElement, key: string): boolean {
  const { selectionStart, selectionEnd } = field;
  const [start, end] = [selectionStart ?? field.value.length, selectionEnd ?? field.value.length];
  if (key === "Backspace") field.setRangeText("", start === end ? Math.max(0, start - 1) : start, end, "end");
  else if ([...key].length === 1) field.setRangeText(key, start, end, "end");
  else return false;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  return true;
}
