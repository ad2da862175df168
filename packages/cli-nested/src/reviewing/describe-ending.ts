import type { RunDetails } from "@review/db";

/** In words for those that are not a word themselves. */
const ENDINGS: Readonly<Record<string, string>> = {
  "did-not-end": "did not end, and was ended",
  timeout: "was ended when the time was up",
  interrupted: "was interrupted",
  "not-understood": "printed nothing that was understood, and was ended",
};

/** How a reviewer's process ended that did not exit by itself: what was seen. Undefined if it did. */
export function describeEnding(ending: string | undefined, status: RunDetails["status"]): string | undefined {
  if (ending === undefined) return undefined;
  const said = ENDINGS[ending] ?? `ended: ${ending}`;
  return status === "completed" ? `answered completely, then ${said}` : said;
}
