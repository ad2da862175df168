import { useEffect, useRef } from "preact/hooks";
import type { QueueItem } from "../model/queue-item.ts";
import { hrefOf } from "../model/route.ts";
import { Changes } from "../note/changes.tsx";
import { MarkedText } from "../note/marked-text.tsx";
import { FindingText } from "../parts/finding-text.tsx";
import { Message } from "../parts/message.tsx";
import { NotHere } from "../parts/not-here.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { ONE_COLUMN, useMedia } from "../parts/use-media.ts";
import { usePage } from "../state/page-state.ts";
import { ActBar } from "../triage/act-bar.tsx";

interface InPlaceProps {
  item: QueueItem;
  /** All findings of the note. */
  items: readonly QueueItem[];
  choose(id: string): void;
}

/** One finding, what can be done with it, and where it stands in its note. */
export function InPlace({ item, items, choose }: InPlaceProps) {
  const { source, known, gone } = usePage();
  const { notePath, gateId, modelId } = item.entry;
  const { isLoading, value, error } = useLoaded(() => source.note(notePath), notePath, known.value);
  const box = useRef<HTMLDivElement>(null);
  const isThere = value !== undefined;
  useEffect(() => {
    if (isThere && box.current) showMark(box.current);
  }, [isThere, item.id]);
  const whole = useRef<HTMLElement>(null);
  const isBelow = useMedia(ONE_COLUMN);
  const before = useRef(item.id);
  useEffect(() => {
    // Whoever has just come begins at the top.
    if (isBelow && before.current !== item.id) whole.current?.scrollIntoView({ block: "start" });
    // Until its text is there, the page may be too short for that.
    if (isThere) before.current = item.id;
  }, [isBelow, item.id, isThere]);
  return (
    <section ref={whole} class="in-place" aria-label="the finding in its place">
      <header>
        <p role="status" class="gone">
          {gone.value && "The finding that you were looking at has gone from here: this is another one."}
        </p>
        <h2 class="where">
          <a href={hrefOf({ view: "note", names: [notePath], params: { finding: item.id } })}>{notePath}</a> ·{" "}
          <a href={hrefOf({ view: "gate", names: [gateId] })}>{gateId}</a> · {modelId}
        </h2>
        <FindingText finding={item.finding} entry={item.entry} />
        <ActBar item={item} />
      </header>
      <div
        class="place-text"
        ref={box}
        tabIndex={0}
        data-own-arrows
        role="group"
        aria-label={`text of ${notePath}`}
      >
        {isLoading && <Message>loading…</Message>}
        {error && <Message kind="bad">{error.message}</Message>}
        {!isLoading && !error && !value && <NotHere />}
        {value && (
          <>
            <Changes changes={value.changes} history={value.history} gateId={gateId} />
            <MarkedText doc={value} items={items} current={item.id} choose={choose} />
          </>
        )}
      </div>
    </section>
  );
}

/** Scrolls a box to the words that are looked at, and nothing around it. */
function showMark(box: HTMLElement): void {
  const mark = box.querySelector("mark.current")?.getBoundingClientRect();
  const frame = box.getBoundingClientRect();
  box.scrollTop = mark ? box.scrollTop + mark.top - frame.top - frame.height / 3 : 0;
}
