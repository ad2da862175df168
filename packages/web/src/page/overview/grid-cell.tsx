import { type Cell, describePair } from "../model/cell.ts";
import type { MapColumn, MapRow } from "../model/heat-map.ts";
import type { KnownPage } from "../model/known-page.ts";
import { hrefOf } from "../model/route.ts";
import { CellSign } from "../parts/cell-sign.tsx";
import { usePage } from "../state/page-state.ts";

interface GridCellProps {
  /** Absent where there is no pair. */
  cell: Cell | undefined;
  row: MapRow;
  column: MapColumn;
  /** Row and column, by which the keys find it. */
  at: string;
  tabIndex: number;
}

/** One square, which leads to what it stands for. */
export function GridCell({ cell, row, column, at, tabIndex }: GridCellProps) {
  const { known } = usePage();
  const box = `cell-box${column.isLast ? " last" : ""}`;
  if (!cell)
    return <span class={box} role="gridcell" data-at={at} tabIndex={tabIndex} aria-label="no pair" />;
  const label = describe(known.value, cell, row, column);
  return (
    <span role="gridcell" class={box}>
      <a
        href={addressOf(known.value, row, column)}
        aria-label={label}
        title={label}
        data-at={at}
        tabIndex={tabIndex}
      >
        <CellSign cell={cell} />
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
