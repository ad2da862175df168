import { batch, type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Made, PageAction } from "../../api/page-action.ts";
import { isAbout } from "../model/is-about.ts";
import { isOfOldGate, lineOf, type QueueItem } from "../model/queue-item.ts";
import { showKeys } from "../parts/words.ts";
import { RefusedError } from "../source/page-source.ts";
import type { PageState } from "../state/page-state.ts";
import type { Asked, Notice, Typed } from "./asked.ts";
import { describeAction } from "./describe-action.ts";
import { problemWords } from "./problem-words.ts";

export interface Triage {
  asked: Signal<Asked | undefined>;
  notice: Signal<Notice | undefined>;
  /** What was typed last for each kind, proposed for the next one. */
  lastTexts: ReadonlyMap<Asked["kind"], string>;
  /** What was typed and not sent, by what was asked. */
  drafts: Map<string, string>;
  isBusy: Signal<boolean>;
  /** The keys that were typed while a decision is on its way, to be done once it is there. */
  ahead: Signal<readonly string[]>;
  /** Forgets them, and says so. */
  dropAhead(why: string): void;
  /** What was decided in this tab, in its order, without what was taken back. */
  made: Signal<readonly Made[]>;
  /** Makes a decision; whether it was made. */
  decide(action: PageAction): Promise<boolean>;
  /** Makes the decision that was asked about. */
  answer(typed: Typed): Promise<void>;
  undo(): Promise<void>;
  open(item: QueueItem): Promise<void>;
}

/** Decisions of the live page; a report has none, nor has a page that is read-only. */
export function makeTriage(page: PageState): Triage | undefined {
  const { news, reload, known, isDecided } = page;
  const { deciding } = page.source;
  if (!deciding) return undefined;
  const made = signal<readonly Made[]>([]);
  /** The program knows what it recorded, also where its answer was for a page that was gone by then. */
  const readMade = async () => {
    made.value = await deciding.made();
  };
  readMade().catch(news.fail);
  const asked = signal<Asked | undefined>(undefined);
  const notice = signal<Notice | undefined>(undefined);
  const ahead = signal<readonly string[]>([]);
  const isBusy = signal(false);
  const lastTexts = new Map<Asked["kind"], string>();
  const drafts = new Map<string, string>();
  /** What was decided about here, by key: it may have gone when that is told of, or taken back. */
  const seen = new Map<string, QueueItem>();
  const dropAhead = (why: string) => {
    const typed = ahead.value;
    if (typed.length === 0) return;
    ahead.value = [];
    const words = `What was typed meanwhile was not taken: ${showKeys(typed)}`;
    if (asked.value) asked.value = { ...asked.value, problem: `${asked.value.problem ?? why} ${words}` };
    else notice.value = { title: "Not taken", words: `${why} ${words}` };
  };
  /** One thing at a time. It is over once what came of it is drawn. */
  const alone = async (work: () => Promise<void>): Promise<boolean> => {
    if (isBusy.value) return false;
    isBusy.value = true;
    try {
      await work();
    } catch (error) {
      if (error instanceof RefusedError && error.isConflict) await reload().catch(news.fail);
      // At once, or an Escape that answers what is told would count as typed before it.
      batch(() => {
        tell(error);
        dropAhead("It could not be decided.");
        isBusy.value = false;
      });
      return false;
    }
    await drawn();
    isBusy.value = false;
    return true;
  };
  const tell = (error: unknown) => {
    const isConflict = error instanceof RefusedError && error.isConflict;
    const problem = problemWords(error);
    if (!asked.value) return news.fail(problem);
    const renewed = isConflict ? asked.value.renew() : asked.value;
    asked.value = renewed
      ? { ...renewed, problem, isOther: isConflict }
      : { ...asked.value, problem: `${problem} It is no longer there.`, isGone: true };
  };
  /** Whatever goes by the work is gone by a decision of this page's. */
  const deciders = async (actions: readonly PageAction[], work: () => Promise<void>) => {
    const tests = actions.map(isAbout);
    isDecided.value = (item) => tests.some((test) => test(item));
    try {
      await work();
      await reload();
      await drawn();
    } finally {
      isDecided.value = () => false;
    }
  };
  const openOf = (action: PageAction) =>
    known.value.items.filter((item) => !item.isWaived && !isOfOldGate(item) && isAbout(action)(item)).length;
  /** What a decision is about, as it is before that; and then what it did. */
  const describer = (action: PageAction) => {
    const isMeant = isAbout(action);
    const looked = page.current.value;
    const now = looked && isMeant(looked) ? looked : known.value.items.find(isMeant);
    const keys = "keys" in action ? action.keys : [];
    if (now) for (const key of keys) seen.set(key, now);
    const [item, before] = [now ?? seen.get(keys[0] ?? ""), openOf(action)];
    return () => describeAction(action, { item, before, after: openOf(action) });
  };
  const decide = (action: PageAction, keepText = () => {}) =>
    alone(async () => {
      const describe = describer(action);
      const at = page.current.value?.finding.key;
      await deciders([action], async () => {
        made.value = [...made.value, await deciding.decide(action, at)];
        asked.value = undefined;
        keepText();
      });
      news.say(`${describe()} Press u to take it back.`);
    });
  return {
    ...{ asked, notice, lastTexts, drafts, isBusy, ahead, dropAhead, made },
    decide: (action) => decide(action),
    answer: async (typed) => {
      const about = asked.value;
      const action = about?.toAction(typed);
      // Before the next key, which may ask the same again.
      if (about && action)
        await decide(action, () => {
          lastTexts.set(about.kind, typed.text);
          drafts.delete(about.subject);
        });
    },
    undo: async () => {
      await alone(async () => {
        await readMade();
        const last = made.value.at(-1);
        if (!last) return news.say("There is nothing to take back.");
        const describe = describer(last.action);
        await deciders([last.action], async () => {
          try {
            made.value = await deciding.undo(last.id);
          } catch (error) {
            await readMade().catch(() => undefined);
            throw error;
          }
        });
        news.say(`Taken back: ${describe()}${waitsAgain(last.action)}`);
        // Where it was decided about, so that there is one place that is looked at: the next key decides there.
        const isOf = isAbout(last.action);
        const isThere = (item: QueueItem) => isOf(item) && item.finding.key === last.at;
        page.cursor.value?.goTo(known.value.items.some(isThere) ? isThere : isOf);
      });
    },
    open: async (item) => {
      const place = item.finding.quotes.find((quote) => quote.place)?.place;
      const column = place && { column: place.startColumn };
      await alone(async () => {
        const where = { notePath: item.entry.notePath, line: lineOf(item) ?? 1, ...column };
        const { isInTerminal } = await deciding.open(where);
        news.say(
          isInTerminal
            ? `Opened ${item.entry.notePath} in the terminal in which this page was started.`
            : `Opened ${item.entry.notePath} in the editor.`,
        );
      });
    },
  };
}

/** What was accepted was stale before, and is so again. */
const waitsAgain = (action: PageAction): string =>
  action.kind === "accept" && !action.withoutOverride ? " It is to be reviewed, or accepted, as before." : "";

/** Until what has changed is on the screen: then it can be decided about. */
export const drawn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

export const TriageContext = createContext<Triage | undefined>(undefined);

/** `undefined` where nothing can be decided. */
export const useTriage = (): Triage | undefined => useContext(TriageContext);
