import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import { usePage } from "../state/page-state.ts";

/** Rows that are there only while they can be seen. */
export interface VirtualRowsProps {
  count: number;
  /** How high a row is about, in pixels. */
  estimate: number;
  row(index: number): ComponentChildren;
  keyOf(index: number): string;
  /** Of a list with headings in it: how many are listed, and which of them is in a row; of a heading none. */
  listed?: { size: number; placeOf(index: number): number | undefined };
  /** What the whole is to a screen reader, and what a row is. */
  roles: { all: "list" | "grid"; rows: "list" | "rowgroup" | "presentation"; row: "listitem" | "row" };
  label: string;
  class?: string;
  head?: ComponentChildren;
  headRows?: number;
  columns?: number;
  /** The row that must be in sight. */
  current?: number;
  onKeyDown?(event: KeyboardEvent): void;
}

/** More rows than these nobody prints. */
const PRINTED = 2000;

export function VirtualRows(props: VirtualRowsProps) {
  const {
    count,
    estimate,
    row,
    keyOf,
    roles,
    label,
    head,
    headRows = 1,
    columns,
    current,
    listed = { size: count, placeOf: (index: number) => index + 1 },
    onKeyDown,
  } = props;
  const { isPrinting } = usePage();
  const scroll = useRef<HTMLDivElement>(null);
  const headBox = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer(count, { estimate, keyOf, scroll, headBox });
  useEffect(() => {
    if (current !== undefined && current >= 0) virtualizer.scrollToIndex(current, { align: "auto" });
  }, [virtualizer, current]);
  const shown = isPrinting.value
    ? Array.from({ length: Math.min(count, PRINTED) }, (_, index) => ({
        index,
        key: keyOf(index),
        start: undefined,
      }))
    : virtualizer.getVirtualItems();
  const isGrid = roles.all === "grid";
  return (
    <div
      ref={scroll}
      class={`rows ${props.class ?? ""}`}
      role={isGrid ? "grid" : undefined}
      aria-label={isGrid ? label : undefined}
      aria-rowcount={isGrid ? count + headRows : undefined}
      aria-colcount={columns}
      onKeyDown={onKeyDown}
    >
      {head && (
        <div ref={headBox} class="rows-head" role={isGrid ? "rowgroup" : undefined}>
          {head}
        </div>
      )}
      <div
        class="rows-space"
        role={roles.rows}
        aria-label={isGrid ? undefined : label}
        style={isPrinting.value ? undefined : { height: `${virtualizer.getTotalSize()}px` }}
      >
        {shown.map(({ index, key, start }) => (
          <div
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            class="rows-row"
            role={roles.row}
            aria-rowindex={isGrid ? index + headRows + 1 : undefined}
            aria-setsize={isGrid || listed.placeOf(index) === undefined ? undefined : listed.size}
            aria-posinset={isGrid ? undefined : listed.placeOf(index)}
            style={
              start === undefined
                ? undefined
                : { transform: `translateY(${start - (virtualizer.options.scrollMargin ?? 0)}px)` }
            }
          >
            <Row row={row} index={index} />
          </div>
        ))}
      </div>
      {isPrinting.value && count > PRINTED && <p>{count - PRINTED} more are not printed.</p>}
    </div>
  );
}

/** What is in a row is drawn again only when the list is another, not whenever it is scrolled. */
function Row({ row, index }: { row: VirtualRowsProps["row"]; index: number }) {
  return <>{useMemo(() => row(index), [row, index])}</>;
}

interface Box {
  readonly current: HTMLDivElement | null;
}

function useVirtualizer(
  count: number,
  {
    estimate,
    keyOf,
    scroll,
    headBox,
  }: Pick<VirtualRowsProps, "estimate" | "keyOf"> & { scroll: Box; headBox: Box },
): Virtualizer<HTMLDivElement, HTMLDivElement> {
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const margin = headBox.current?.offsetHeight ?? 0;
  const options = {
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => estimate,
    getItemKey: keyOf,
    overscan: 10,
    scrollMargin: margin,
    scrollPaddingStart: margin,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    // Enough rows for the first picture, before anything is measured.
    initialRect: { width: 1000, height: innerHeight },
    onChange: () => redraw(undefined as never),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLDivElement, HTMLDivElement>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  return virtualizer;
}
