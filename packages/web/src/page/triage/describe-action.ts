import type { PageAction } from "../../api/page-action.ts";
import type { QueueItem } from "../model/queue-item.ts";
import { plural } from "../parts/words.ts";
import { nameFinding } from "./name-finding.ts";

/** What a decision was about, and what it did to the queue: how many of its findings were in it, and are. */
interface Decided {
  /** One of its findings; absent if that has gone meanwhile. */
  item: QueueItem | undefined;
  before: number;
  after: number;
}

/** A decision in words, and what it did to the queue where that is not plain from them. */
export function describeAction(action: PageAction, { item, before, after }: Decided): string {
  const isPlain =
    "keys" in action
      ? Math.abs(after - before) === action.keys.length
      : action.kind === "accept" && after === before;
  const words = nameAction(action, item);
  return isPlain ? words : `${words} ${effectOf(before, after, isKept(action))}`;
}

/** Whether what was found stays: a remark that comes or goes with the decision is none of it. */
const isKept = (action: PageAction) =>
  action.kind === "reopen" || (action.kind === "override" && action.decision !== "pass");

function effectOf(before: number, after: number, isKeeping: boolean): string {
  if (isKeeping && before > 0 && after > 0) return "What was found is still in the queue.";
  if (after < before) return `${plural(before - after, "finding")} settled.`;
  if (after > before) return `${plural(after - before, "finding")} back in the queue.`;
  return after === 0 ? "Nothing of it is in the queue." : `${plural(after, "finding")} still in the queue.`;
}

function nameAction(action: PageAction, item: QueueItem | undefined): string {
  switch (action.kind) {
    case "accept":
      return `Accepted ${ofPair(action)}: what was found still holds.`;
    case "override":
      return `Decided ${action.decision} for ${ofPair(action)} in the reviewer's place.`;
    case "reopen":
      return `Reopened ${ofPair(action)}.`;
    case "waive":
      return `Waived ${named(item)}: ${action.reason}${action.until ? ` (until ${action.until})` : ""}.`;
    case "unwaive":
      return `Counts again: ${named(item)}: ${action.reason}.`;
  }
}

/** Of one that has gone and that nobody here has seen, there is nothing to be told. */
const named = (item: QueueItem | undefined) =>
  item ? nameFinding(item) : "a finding that is not here any more";

const ofPair = ({ pair }: Extract<PageAction, { pair: unknown }>) =>
  `${pair.notePath} against ${pair.gateId}`;
