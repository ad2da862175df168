import { type Cell, SIGNS } from "../model/cell.ts";

export function cellClass({ kind, isStale, isDisputed, hasWaived }: Cell): string {
  return ["cell", kind, isStale && "stale", isDisputed && "disputed", hasWaived && "waived"]
    .filter(Boolean)
    .join(" ");
}

/** One square, without a name. */
export function CellSign({ cell }: { cell: Cell }) {
  return (
    <span class={cellClass(cell)} aria-hidden="true">
      {SIGNS[cell.kind]}
    </span>
  );
}
