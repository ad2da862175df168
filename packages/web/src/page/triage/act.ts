import { isOfOldGate, type QueueItem } from "../model/queue-item.ts";
import type { PageState } from "../state/page-state.ts";
import { askAbout, seenPair } from "./ask.ts";
import type { Triage } from "./triage.ts";

/** What can be done with a finding, by the key that does it. */
export const ACTS = {
  a: "accept",
  w: "waive",
  o: "override",
  r: "reopen",
  e: "open in editor",
} as const;
export type ActKey = keyof typeof ACTS;

/** What each of them does, for whoever has not done it yet. */
export const MEANINGS: Readonly<Record<ActKey, string>> = {
  a: "what was found still holds for the note as it is now",
  w: "let this finding stand, with a reason: it does not count any more",
  o: "decide pass, warn or fail in the reviewer's place",
  r: "take back what was accepted: the next review decides anew",
  e: "the note, at the line",
};

/** Why an act makes no sense for a finding; absent if it does. */
export function whyNot(key: ActKey, { entry, finding, isWaived }: QueueItem): string | undefined {
  if (key === "a" && entry.staleReason === undefined)
    return "Nothing has changed since this was reviewed, so there is nothing to accept: waive it, or override the decision.";
  if (key === "w" && finding.isRemark)
    return "This is what a person decided about the pair, not what was found: override it with another decision.";
  if (key === "w" && finding.key === undefined)
    return "This finding has no key, so it cannot be waived: override the decision.";
  if (key === "w" && isWaived && finding.waived?.line !== undefined)
    return "A comment in the note settles this: take it out there.";
  if (key === "r" && isOfOldGate({ entry }))
    return "The gate changed since, so the next review decides anew already.";
  if (key === "r" && entry.acceptanceKind === "withdrawn") return "This is reopened already.";
  return undefined;
}

export function act(page: PageState, triage: Triage, key: ActKey, item: QueueItem): void {
  const why = whyNot(key, item);
  if (page.gone.value) tellGone(page, triage, page.gone.value);
  else if (why) page.news.say(why);
  else if (key === "e") void triage.open(item);
  else if (key === "a") {
    const pair = seenPair(page.known.value, item.entry);
    if (pair) void triage.decide({ kind: "accept", pair });
    else page.news.say("The note or the gate is no longer there.");
  } else {
    const kind = ({ w: item.isWaived ? "unwaive" : "waive", o: "override", r: "reopen" } as const)[key];
    triage.asked.value = askAbout(page, kind, item);
  }
}

/** Whoever looked at a finding that is gone is told so before anything is decided about the one in its place. */
function tellGone({ gone }: PageState, { notice }: Triage, { entry, finding }: QueueItem): void {
  gone.value = undefined;
  notice.value = {
    title: "Not what you were looking at",
    words: `Nothing was decided. The finding that you were looking at has gone from here: somebody else decided about it, or its note was reviewed or changed. It was in ${entry.notePath}, against ${entry.gateId}: ${finding.message}`,
  };
}
