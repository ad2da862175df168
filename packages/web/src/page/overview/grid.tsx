import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { foldKey, toggleFold } from "../model/folds.ts";
import { columnsOf, type HeatMap, type MapRow } from "../model/heat-map.ts";
import { NARROW } from "../parts/use-media.ts";
import { VirtualRows } from "../parts/virtual-rows.tsx";
import { usePage } from "../state/page-state.ts";
import { GridHead } from "./grid-head.tsx";
import { GridRow } from "./grid-row.tsx";

const STEPS: Record<string, readonly [down: number, right: number]> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  PageDown: [20, 0],
  PageUp: [-20, 0],
  Home: [0, -1e6],
  End: [0, 1e6],
};

/** The heat map: one stop of the tabulator, within it arrows go from square to square. */
export function Grid({ map }: { map: HeatMap }) {
  const { route, choose } = usePage();
  const [at, setAt] = useState({ row: 0, column: 0 });
  const box = useRef<HTMLDivElement>(null);
  const isMoving = useRef(false);
  const columns = useMemo(() => columnsOf(map.lenses), [map.lenses]);
  const row = Math.min(at.row, map.rows.length - 1);
  const column = Math.min(at.column, columns.length);
  useEffect(() => {
    if (!isMoving.current) return;
    isMoving.current = false;
    // The row is drawn after it was scrolled to.
    requestAnimationFrame(() => requestAnimationFrame(() => cellAt(box.current, row, column)?.focus()));
  }, [row, column]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    isMoving.current = true;
    const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));
    setAt({
      row: clamp(row + step[0], map.rows.length - 1),
      column: clamp(column + step[1], columns.length),
    });
  };
  const fold = (key: string) => choose({ folded: toggleFold(route.value, key) });
  return (
    <div class="map" ref={box} style={{ "--columns": `${Math.max(1, columns.length)}` }} data-own-arrows>
      <VirtualRows
        class="heat"
        label="notes against gates"
        count={map.rows.length}
        columns={columns.length + 1}
        estimate={matchMedia(NARROW).matches ? 56 : 26}
        current={row === 0 ? undefined : row}
        roles={{ all: "grid", rows: "rowgroup", row: "row" }}
        keyOf={(index) => keyOf(map.rows[index])}
        headRows={2}
        head={<GridHead lenses={map.lenses} columns={columns} fold={(lens) => fold(foldKey("lens", lens))} />}
        onKeyDown={onKeyDown}
        row={(index) => {
          const shown = map.rows[index];
          return (
            shown && (
              <GridRow
                row={shown}
                at={index}
                columns={columns}
                focusable={index === row ? column : undefined}
                fold={(folder) => fold(foldKey("folder", folder))}
              />
            )
          );
        }}
      />
    </div>
  );
}

function keyOf(row: MapRow | undefined): string {
  if (!row) return "";
  return row.kind === "note" ? `note ${row.note}` : `folder ${row.folder}`;
}

function cellAt(box: HTMLElement | null, row: number, column: number): HTMLElement | null | undefined {
  return box?.querySelector<HTMLElement>(`[data-at="${row}:${column}"]`);
}
