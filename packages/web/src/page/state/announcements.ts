import { type Signal, signal } from "@preact/signals";

/** What is said at the edge of the page, and to screen readers. */
export interface Announcement {
  id: number;
  text: string;
  isBad: boolean;
}

export interface Announcements {
  all: Signal<readonly Announcement[]>;
  say(text: string): void;
  /** Says what went wrong; it stays until it is dismissed. */
  fail(error: unknown): void;
  dismiss(id: number): void;
  hasBad(): boolean;
  /** Takes away all that is shown. */
  dismissAll(): void;
}

const SHOWN_MS = 6000;

export function announcements(): Announcements {
  const all = signal<readonly Announcement[]>([]);
  let last = 0;
  const add = (text: string, isBad: boolean) => {
    last += 1;
    const id = last;
    // Of what went well, only the last is news; of what did not, more than a few nobody reads, and nothing twice.
    const kept = all.value.filter((each) => each.isBad && each.text !== text);
    all.value = [...kept, { id, text, isBad }].slice(-4);
    return id;
  };
  const dismiss = (id: number) => {
    all.value = all.value.filter((each) => each.id !== id);
  };
  return {
    all,
    dismiss,
    hasBad: () => all.value.some(({ isBad }) => isBad),
    dismissAll: () => {
      all.value = [];
    },
    say: (text) => {
      const id = add(text, false);
      setTimeout(dismiss, SHOWN_MS, id);
    },
    fail: (error) => {
      add(error instanceof Error ? error.message : String(error), true);
    },
  };
}
