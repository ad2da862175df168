import { type Cell, SIGNS } from "../model/cell.ts";

export function cellClass({ kind, isStale, isDisputed, hasWaived, isOverridden }: Cell): string {
  const more = [isStale && "stale", isDisputed && "disputed", hasWaived && "waived"];
  return ["cell", kind, ...more, isOverridden && "overridden"].filter(Boolean).join(" ");
}

/** One square, without a name. */
export function CellSign({ cell }: { cell: Cell }) {
  return (
    <span class={cellClass(cell)} aria-hidden="true">
      {SIGNS[cell.kind]}
    </span>
  );
}
