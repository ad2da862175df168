import { useMemo } from "preact/hooks";
import { folderOf } from "../model/filter.ts";
import { cellsOf, type MapColumn, type MapRow } from "../model/heat-map.ts";
import { modelAt } from "../model/known-page.ts";
import { hrefOf } from "../model/route.ts";
import { amount } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";
import { gridCell } from "./grid-cell.tsx";

interface GridRowProps {
  row: MapRow;
  at: number;
  columns: readonly MapColumn[];
  /** The column that the tabulator comes to, if it is in this row; 0 is that of the name. */
  focusable: number | undefined;
  fold(folder: string): void;
}

/** A note, or a folder with the worst of its notes. */
export function GridRow(props: GridRowProps) {
  const { row, columns, focusable, at } = props;
  const { known, route } = usePage();
  const model = modelAt(known.value, route.value);
  const cells = useMemo(
    () => cellsOf(known.value, row.kind === "note" ? [row.note] : row.notes, columns, model),
    [known.value, row, columns, model],
  );
  return (
    <div class={`heat-row ${row.kind}`} role="presentation">
      <RowName {...props} />
      {columns.map((column, index) =>
        gridCell({
          known: known.value,
          cell: cells[index],
          row,
          column,
          at: `${at}:${index + 1}`,
          tabIndex: focusable === index + 1 ? 0 : -1,
        }),
      )}
    </div>
  );
}

function RowName({ row, at, focusable, fold }: GridRowProps) {
  const { notes } = usePage().known.value.document;
  const common = { "data-at": `${at}:0`, tabIndex: focusable === 0 ? 0 : -1 };
  if (row.kind === "note") {
    const notePath = notes[row.note]?.notePath ?? "";
    const folder = folderOf(notePath);
    return (
      <span class="note-name" role="rowheader" title={notePath}>
        <a href={hrefOf({ view: "note", names: [notePath] })} {...common}>
          {folder === "" ? notePath : notePath.slice(folder.length + 1)}
        </a>
      </span>
    );
  }
  return (
    <span class="note-name folder" role="rowheader">
      <button
        type="button"
        aria-expanded={!row.isFolded}
        onClick={() => fold(row.folder)}
        {...common}
        title={row.folder}
      >
        <span aria-hidden="true">{row.isFolded ? "▸" : "▾"}</span> {row.folder || "(root)"}{" "}
        <span class="count">{amount(row.notes.length)}</span>
      </button>
    </span>
  );
}
