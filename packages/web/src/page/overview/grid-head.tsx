import type { LensColumns, MapColumn } from "../model/heat-map.ts";
import { hrefOf } from "../model/route.ts";
import { usePage } from "../state/page-state.ts";

interface GridHeadProps {
  lenses: readonly LensColumns[];
  columns: readonly MapColumn[];
  fold(lens: string): void;
}

/** The lenses, and under them their gates, written upwards. */
export function GridHead({ lenses, columns, fold }: GridHeadProps) {
  return (
    <>
      <div class="heat-row lenses" role="row" aria-rowindex={1}>
        <span class="note-name" role="gridcell" />
        {lenses.map(({ lens, gates, isFolded }) => {
          const span = isFolded ? 1 : gates.length;
          return (
            <span
              class="lens"
              role="columnheader"
              key={lens}
              aria-colspan={span}
              style={{ width: `calc(${span} * var(--column))` }}
            >
              <button type="button" aria-expanded={!isFolded} onClick={() => fold(lens)} title={lens}>
                <span aria-hidden="true">{isFolded ? "▸" : "▾"}</span> {lens || "gates"}
              </button>
            </span>
          );
        })}
      </div>
      <div class="heat-row gates" role="row" aria-rowindex={2}>
        <span class="note-name" role="columnheader">
          note
        </span>
        {columns.map((column) => (
          <GateName key={column.gate ?? column.lens} column={column} />
        ))}
      </div>
    </>
  );
}

function GateName({ column: { gate, gates, lens, isLast } }: { column: MapColumn }) {
  const all = usePage().known.value.document.gates;
  const box = `gate-name${isLast ? " last" : ""}`;
  if (gate === undefined) {
    return (
      <span class={box} role="columnheader" title={`all gates of ${lens}`}>
        {`all ${gates.length}`}
      </span>
    );
  }
  const gateId = all[gate]?.gateId ?? "";
  return (
    <span class={box} role="columnheader">
      <a href={hrefOf({ view: "gate", names: [gateId] })} title={gateId} tabIndex={-1}>
        {lens && gateId.startsWith(`${lens}/`) ? gateId.slice(lens.length + 1) : gateId}
      </a>
    </span>
  );
}
