import type { PageAction } from "../../api/page-action.ts";
import type { QueueItem } from "../model/queue-item.ts";
import { plural } from "../parts/words.ts";

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
  const named = nameAction(action, item);
  return isPlain ? named : `${named} ${effectOf(before, after, isKept(action))}`;
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
      return `Waived${nameFinding(item)}: ${action.reason}${action.until ? ` (until ${action.until})` : ""}.`;
    case "unwaive":
      return `Counts again${nameFinding(item)}: ${action.reason}.`;
  }
}

/** As much of it as tells it from others. */
function nameFinding(item: QueueItem | undefined): string {
  if (!item) return "";
  const letters = [...item.finding.message];
  const message =
    letters.length > NAMED ? `${letters.slice(0, NAMED).join("").trimEnd()}…` : letters.join("");
  return ` “${message}” in ${item.entry.notePath}`;
}

const NAMED = 80;

const ofPair = ({ pair }: Extract<PageAction, { pair: unknown }>) =>
  `${pair.notePath} against ${pair.gateId}`;
