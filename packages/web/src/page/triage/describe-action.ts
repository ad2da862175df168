import type { PageAction } from "../../api/page-action.ts";
import { plural } from "../parts/words.ts";

/** A decision in words, and what it did to the queue, where its findings were `before` and are `after`. */
export function describeAction(action: PageAction, before: number, after: number): string {
  const expected = "keys" in action ? action.keys.length : 0;
  const changed = Math.abs(after - before);
  return changed === expected ? nameAction(action) : `${nameAction(action)} ${effectOf(before, after)}`;
}

const effectOf = (before: number, after: number): string =>
  after < before
    ? `${plural(before - after, "finding")} settled.`
    : `${plural(after - before, "finding")} back in the queue.`;

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
      return `No longer waived: ${action.reason}.`;
  }
}

const ofPair = ({ pair }: Extract<PageAction, { pair: unknown }>) =>
  `${pair.notePath} against ${pair.gateId}`;
