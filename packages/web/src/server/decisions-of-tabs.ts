import type { Decided, Made, PageAction } from "../api/page-action.ts";
import { followUndo } from "./follow-undo.ts";
import { Refusal } from "./refusal.ts";

/** More than these nobody takes back one by one, and more tabs than these nobody has open. */
const MOST_MADE = 500;
const MOST_TABS = 200;

/** What was recorded of each tab, so that a page that is loaded again can take back what it had no answer of. */
export interface DecisionsOfTabs {
  /** Decides, and keeps it for its tab with the key of the finding that was looked at. */
  decide(tab: string, at: string | undefined, decide: () => Promise<Decided>): Promise<Made>;
  /** What can be taken back, oldest first, once all is there that is on its way. */
  list(tab: string): Promise<readonly Made[]>;
  /** Takes the last one back, which must be `id`, and gives those before it. Throws a Refusal, and what `decide` throws. */
  undo(tab: string, id: number, decide: (action: PageAction) => Promise<Decided>): Promise<readonly Made[]>;
}

interface Tab {
  made: readonly Made[];
  last: Promise<unknown>;
}

/** `isConflict` tells whether somebody else has decided since. */
export function makeDecisionsOfTabs(isConflict: (error: unknown) => boolean): DecisionsOfTabs {
  const tabs = new Map<string, Tab>();
  let newest = 0;
  /** What one tab asks for is done in its order. */
  const inOrder = <Answer>(name: string, work: (tab: Tab) => Promise<Answer>): Promise<Answer> => {
    const tab = tabs.get(name) ?? { made: [], last: Promise.resolve() };
    tabs.delete(name);
    tabs.set(name, tab);
    const [oldest = ""] = tabs.keys();
    if (tabs.size > MOST_TABS) tabs.delete(oldest);
    const done = tab.last.then(() => work(tab));
    tab.last = done.catch(() => undefined);
    return done;
  };
  return {
    decide: (name, at, decide) =>
      inOrder(name, async (tab) => {
        const decided = await decide();
        newest += 1;
        const made: Made = { ...decided, id: newest, ...(at !== undefined && { at }) };
        tab.made = [...tab.made, made].slice(-MOST_MADE);
        return made;
      }),
    list: (name) => inOrder(name, async ({ made }) => made),
    undo: (name, id, decide) =>
      inOrder(name, async (tab) => {
        const last = tab.made.at(-1);
        if (last?.id !== id) throw new Refusal(409, "other-decision", "this tab has decided something else");
        let earlier = tab.made.slice(0, -1);
        for (const [step, action] of last.undo.entries()) {
          try {
            earlier = followUndo(earlier, await decide(action));
          } catch (error) {
            // What somebody else decided about since cannot be taken back, and is not to keep those before it from that.
            const rest = { ...last, undo: last.undo.slice(step) };
            tab.made = isConflict(error) ? earlier : [...earlier, rest];
            throw error;
          }
        }
        tab.made = earlier;
        return earlier;
      }),
  };
}
