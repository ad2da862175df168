import { renderSentinel } from "./sentinel.ts";

/** A note's block to be rendered; each `text` is the inside of one gate review block. */
export interface BundleNote {
  readonly notePath: string;
  readonly reviews: readonly { readonly gateId: string; readonly text: string }[];
}

/** A bundle as `parseBundle` reads it, ending with a line break. The texts must not contain the token. */
export function renderBundle(token: string, notes: readonly BundleNote[]): string {
  return notes.map((note) => renderNoteBlock(token, note)).join("\n");
}

function renderNoteBlock(token: string, { notePath, reviews }: BundleNote): string {
  const lines = reviews.flatMap(({ gateId, text }) => [
    renderSentinel("gate-start", token, gateId),
    text.trimEnd(),
    renderSentinel("gate-end", token, gateId),
  ]);
  const start = renderSentinel("note-start", token, notePath);
  return `${[start, ...lines, renderSentinel("note-end", token, notePath)].join("\n")}\n`;
}
