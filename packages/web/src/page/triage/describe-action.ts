import type { PageAction } from "../../api/page-action.ts";
import { plural } from "../parts/words.ts";

/** A decision in words, and what it did to the queue, where its findings were `before` and are `after`. */
export function describeAction(action: PageAction, before: number, after: number): string {
  const isPlain =
    "keys" in action ? Math.abs(after - before) === action.keys.length : action.kind === "accept";
  return isPlain ? nameAction(action) : `${nameAction(action)} ${effectOf(before, after, isKept(action))}`;
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

function nameAction(action: PageAction): string {
  switch (action.kind) {
    case "accept":
      return `Accepted ${ofPair(action)}: what was found still holds.`;
    case "override":
      return `Decided ${action.decision} for ${ofPair(action)} in the reviewer's place.`;
    case "reopen":
      return `Reopened ${ofPair(action)}.`;
    case "waive":
      return `Waived: ${action.reason}${action.until ? ` (until ${action.until})` : ""}.`;
    case "unwaive":
      return `Counts again: ${action.reason}.`;
  }
}

const ofPair = ({ pair }: Extract<PageAction, { pair: unknown }>) =>
  `${pair.notePath} against ${pair.gateId}`;
