import type { PageNoteDocument } from "@review/views";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { kindOf, placedOf, type QueueItem } from "../model/queue-item.ts";
import { hrefOf } from "../model/route.ts";
import { FindingText } from "../parts/finding-text.tsx";
import type { LookedAt } from "../parts/use-findings.ts";
import { useFollowFocus } from "../parts/use-follow-focus.ts";
import { ActBar } from "../triage/act-bar.tsx";
import { MarkedText } from "./marked-text.tsx";
import { placeCards } from "./place-cards.ts";

interface BesideProps {
  doc: PageNoteDocument | undefined;
  items: readonly QueueItem[];
  looked: LookedAt;
  isSource: boolean;
  /** What is known of the note as a whole. */
  children: ComponentChildren;
}

/** The text, and beside it what is known of it, and at each marked place what was found there. */
export function Beside({ doc, items, looked, isSource, children }: BesideProps) {
  const box = useRef<HTMLDivElement>(null);
  const tops = useTops(box, [doc, items, isSource, looked.item?.id]);
  const id = looked.item?.id;
  const isThere = doc !== undefined;
  useEffect(() => {
    if (id === undefined || !isThere) return;
    const target =
      box.current?.querySelector("mark.current") ?? box.current?.querySelector("article.current");
    target?.scrollIntoView({ block: "center" });
  }, [id, isThere]);
  useFollowFocus(looked, () => box.current?.querySelector<HTMLElement>("article.current button"));
  return (
    <div class={`beside${items.length === 0 ? " alone" : ""}`} ref={box}>
      <div class="facts">{children}</div>
      <div class="text">
        {doc && (
          <MarkedText
            doc={doc}
            items={items}
            current={id}
            isSource={isSource}
            top={1}
            choose={looked.choose}
          />
        )}
      </div>
      {items.length > 0 && (
        <aside class="cards" aria-label="findings">
          {items.map((item, at) => (
            <Card
              key={item.id}
              item={item}
              isCurrent={item.id === id}
              top={tops?.[at]}
              choose={looked.choose}
            />
          ))}
        </aside>
      )}
    </div>
  );
}

function Card(props: {
  item: QueueItem;
  isCurrent: boolean;
  top: number | undefined;
  choose(id: string): void;
}) {
  const { item, isCurrent, top, choose } = props;
  const { entry, finding, id } = item;
  const placed = placedOf(item);
  return (
    <article
      class={`card ${kindOf(item)}${isCurrent ? " current" : ""}`}
      data-card={id}
      style={{ top: top === undefined ? "" : `${top}px` }}
    >
      <p class="where">
        <a href={hrefOf({ view: "gate", names: [entry.gateId] })}>{entry.gateId}</a> · {entry.modelId} ·{" "}
        <a href={hrefOf({ view: "run", names: [`${entry.runId}`] })}>run {entry.runId}</a>
      </p>
      <FindingText finding={finding} entry={entry} />
      {(placed || !isCurrent) && (
        <button type="button" class="show" aria-pressed={isCurrent} onClick={() => choose(id)}>
          {placed ? (placed.isGone ? "show where it stood" : "show in the text") : "decide about it"}
        </button>
      )}
      {isCurrent && <ActBar item={item} />}
    </article>
  );
}

/** How far down each card goes, so that it is beside its place and covers no other; undefined where there is no room beside. */
function useTops(box: { current: HTMLDivElement | null }, changes: readonly unknown[]): number[] | undefined {
  const [tops, setTops] = useState<number[] | undefined>(undefined);
  const measure = () => {
    const cards = [...(box.current?.querySelectorAll<HTMLElement>("[data-card]") ?? [])];
    const aside = box.current?.querySelector<HTMLElement>(".cards");
    if (!box.current || !aside || getComputedStyle(aside).position !== "relative") return setTops(undefined);
    const zero = aside.getBoundingClientRect().top;
    const marks = new Map<string, number>();
    for (const mark of box.current.querySelectorAll<HTMLElement>("mark")) {
      for (const id of mark.dataset.findings?.split(" ") ?? [])
        if (!marks.has(id)) marks.set(id, mark.getBoundingClientRect().top - zero);
    }
    const wanted = cards.map((card) => ({
      wanted: marks.get(card.dataset.card ?? "") ?? 0,
      height: card.offsetHeight,
      isFixed: card.classList.contains("current"),
    }));
    const placed = placeCards(wanted);
    aside.style.minHeight = `${placed.height}px`;
    setTops(placed.tops);
  };
  useLayoutEffect(measure, changes);
  useEffect(() => {
    addEventListener("resize", measure);
    // What is unfolded above them moves the cards.
    addEventListener("toggle", measure, { capture: true });
    return () => {
      removeEventListener("resize", measure);
      removeEventListener("toggle", measure, { capture: true });
    };
  });
  return tops;
}
