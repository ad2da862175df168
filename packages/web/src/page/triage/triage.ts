import { type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Decided, PageAction } from "../../api/page-action.ts";
import { lineOf, type QueueItem } from "../model/queue-item.ts";
import { RefusedError } from "../source/page-source.ts";
import type { PageState } from "../state/page-state.ts";
import { describeAction } from "./describe-action.ts";
import { followUndo } from "./follow-undo.ts";

/** What a person is asked before a decision is made; what was typed outlives a conflict. */
export interface Asked {
  kind: "waive" | "unwaive" | "override" | "reopen";
  /** What is decided about, in words. */
  about: string;
  /** Makes the decision of what was typed; undefined if something is missing. */
  toAction(typed: Typed): PageAction | undefined;
  /** The same of what there is now, after somebody else was faster; absent if it is gone. */
  renew(): Asked | undefined;
  /** Why it could not be decided. */
  problem?: string;
  /** It is about another state than the person has seen: that is to be said yes to once more. */
  isOther?: boolean;
  /** What was asked about is no longer there: what was typed can be read, and nothing be sent. */
  isGone?: boolean;
}

export interface Typed {
  text: string;
  until?: string;
  decision?: "pass" | "warn" | "fail";
}

export interface Triage {
  asked: Signal<Asked | undefined>;
  /** What was typed last for each kind, proposed for the next one. */
  lastTexts: ReadonlyMap<Asked["kind"], string>;
  isBusy: Signal<boolean>;
  /** Makes a decision; whether it was made. */
  decide(action: PageAction): Promise<boolean>;
  /** Makes the decision that was asked about. */
  answer(typed: Typed): Promise<void>;
  undo(): Promise<void>;
  open(item: QueueItem): Promise<void>;
}

/** Decisions of the live page; a report has none, nor has a page that is read-only. */
export function makeTriage({ source: { deciding }, news, reload }: PageState): Triage | undefined {
  if (!deciding) return undefined;
  let made: Decided[] = [];
  const asked = signal<Asked | undefined>(undefined);
  const isBusy = signal(false);
  const lastTexts = new Map<Asked["kind"], string>();
  /** One thing at a time: a key that is held down decides once. */
  const alone = async (work: () => Promise<void>): Promise<boolean> => {
    if (isBusy.value) return false;
    isBusy.value = true;
    try {
      await work();
      return true;
    } catch (error) {
      await tell(error);
      return false;
    } finally {
      isBusy.value = false;
    }
  };
  const tell = async (error: unknown) => {
    const isConflict = error instanceof RefusedError && error.isConflict;
    if (isConflict) await reload().catch(news.fail);
    const problem = error instanceof Error ? error.message : String(error);
    const words = isConflict ? `Nothing was decided, it has changed meanwhile: ${problem}` : problem;
    if (!asked.value) return news.fail(words);
    const renewed = isConflict ? asked.value.renew() : asked.value;
    asked.value = renewed
      ? { ...renewed, problem: words, isOther: isConflict }
      : { ...asked.value, problem: `${words} It is no longer there.`, isGone: true };
  };
  const decide = (action: PageAction) =>
    alone(async () => {
      made.push(await deciding.decide(action));
      asked.value = undefined;
      news.say(`${describeAction(action)} Press u to take it back.`);
      await reload();
    });
  return {
    asked,
    lastTexts,
    isBusy,
    decide,
    answer: async (typed) => {
      const about = asked.value;
      const action = about?.toAction(typed);
      if (about && action && (await decide(action))) lastTexts.set(about.kind, typed.text);
    },
    undo: async () => {
      const last = made.at(-1);
      if (!last) return news.say("There is nothing to take back.");
      await alone(async () => {
        let earlier = made.slice(0, -1);
        try {
          for (const action of last.undo) earlier = followUndo(earlier, await deciding.decide(action));
        } catch (error) {
          // Somebody has decided since: it cannot be taken back, and is not to keep those before it from that.
          if (error instanceof RefusedError && error.isConflict) made = earlier;
          throw error;
        }
        made = earlier;
        news.say(`Taken back: ${describeAction(last.action)}`);
        await reload();
      });
    },
    open: async (item) => {
      const place = item.finding.quotes.find((quote) => quote.place)?.place;
      const column = place && { column: place.startColumn };
      await alone(async () => {
        await deciding.open({ notePath: item.entry.notePath, line: lineOf(item) ?? 1, ...column });
        news.say(`Opened ${item.entry.notePath} in the editor.`);
      });
    },
  };
}

export const TriageContext = createContext<Triage | undefined>(undefined);

/** `undefined` where nothing can be decided. */
export const useTriage = (): Triage | undefined => useContext(TriageContext);
