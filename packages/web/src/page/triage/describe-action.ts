import type { PageAction } from "../../api/page-action.ts";

/** A decision in one sentence. */
export function describeAction(action: PageAction): string {
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
