import { useLayoutEffect, useRef } from "preact/hooks";
import { useTriage } from "./triage.ts";

/**
 * What has to be read before another key does anything. The letters that somebody goes on typing are for nothing here, nor is Enter
 * at their end: only Escape, or the button.
 */
export function NoticeDialog() {
  const triage = useTriage();
  const box = useRef<HTMLDialogElement>(null);
  const notice = triage?.notice.value;
  useLayoutEffect(() => {
    const dialog = box.current;
    if (!notice) return;
    dialog?.showModal();
    dialog?.focus();
    return () => dialog?.close();
  }, [notice]);
  if (!triage || !notice) return null;
  const close = () => {
    triage.notice.value = undefined;
  };
  return (
    <dialog
      ref={box}
      class="notice"
      role="alertdialog"
      tabIndex={-1}
      aria-labelledby="notice-title"
      aria-describedby="notice-words"
      onCancel={close}
    >
      <h2 id="notice-title">{notice.title}</h2>
      <p id="notice-words">{notice.words}</p>
      <button type="button" onClick={close}>
        go on <kbd>Esc</kbd>
      </button>
    </dialog>
  );
}
