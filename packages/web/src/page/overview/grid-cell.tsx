import { type Cell, describePair, SIGNS } from "../model/cell.ts";
import type { MapColumn, MapRow } from "../model/heat-map.ts";
import type { KnownPage } from "../model/known-page.ts";
import { hrefOf } from "../model/route.ts";
import { cellClass } from "../parts/cell-sign.tsx";

interface GridCell {
  known: KnownPage;
  /** Absent where there is no pair. */
  cell: Cell | undefined;
  row: MapRow;
  column: MapColumn;
  /** Row and column, by which the keys find it. */
  at: string;
  tabIndex: number;
}

/** One square, which leads to what it stands for; no component of its own, since there are thousands. */
export function gridCell({ known, cell, row, column, at, tabIndex }: GridCell) {
  const key = column.gate ?? column.lens;
  const box = `cell-box${column.isLast ? " last" : ""}`;
  if (!cell) {
    return (
      <span key={key} class={box} role="gridcell" data-at={at} tabIndex={tabIndex} aria-label="no pair" />
    );
  }
  const label = describe(known, cell, row, column);
  const href = addressOf(known, row, column);
  return (
    <span key={key} role="gridcell" class={box}>
      <a
        class={cellClass(cell)}
        href={href}
        aria-label={label}
        title={label}
        data-at={at}
        tabIndex={tabIndex}
      >
        {SIGNS[cell.kind]}
      </a>
    </span>
  );
}

function describe(
  { document, pairs }: KnownPage,
  cell: Cell,
  row: MapRow,
  { gate, lens }: MapColumn,
): string {
  const pair = gate !== undefined && row.kind === "note" ? pairs[row.note]?.get(gate) : undefined;
  const name = gate === undefined ? `all of ${lens}` : document.gates[gate]?.gateId;
  return `${name}: ${pair ? describePair(pair, document) : `${cell.kind}${cell.isStale ? ", stale" : ""}`}`;
}

function addressOf({ document }: KnownPage, row: MapRow, column: MapColumn): string {
  const gate = (column.gate === undefined ? column.lens : document.gates[column.gate]?.gateId) ?? "";
  if (row.kind === "note")
    return hrefOf({ view: "note", names: [document.notes[row.note]?.notePath ?? ""], params: { gate } });
  return hrefOf({ view: "queue", params: { folder: row.folder, gate } });
}
