import { type Cell, SIGNS } from "../model/cell.ts";

export function cellClass({ kind, isStale, isDivided, hasWaived, isOverridden }: Cell): string {
  const more = [isStale && "stale", isDivided && "divided", hasWaived && "waived"];
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
