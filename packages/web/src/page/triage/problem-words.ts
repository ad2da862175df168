import { RefusedError } from "../source/page-source.ts";

/** What a conflict is to whoever looks at the page: of numbers of acceptances and keys of findings it shows nothing else. */
const WORDS: Readonly<Record<string, string>> = {
  "acceptance-changed": "somebody else has decided about it, or it was reviewed again",
  "verdict-changed": "it was reviewed again",
  "already-waived": "it is waived already",
  "not-waived": "it is not waived any more",
  "not-accepted": "it is reopened already",
  "other-decision": "another decision is the last one of this tab by now",
};

/** Why something could not be decided, in whole sentences. */
export function problemWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof RefusedError && error.isConflict)) return sentence(message);
  const known = Object.hasOwn(WORDS, error.code) ? WORDS[error.code] : undefined;
  return `Nothing was decided, it has changed meanwhile: ${sentence(known ?? message, false)}`;
}

/** With a full stop, and a capital at its beginning unless a name stands there. */
function sentence(text: string, isFirst = true): string {
  const begun = isFirst && BEGINNING.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

const BEGINNING = /^(?:an?|another|it|no|nothing|the|there|this)\b/;
