import type { LensColumns } from "../model/heat-map.ts";
import { hrefOf } from "../model/route.ts";
import { usePage } from "../state.ts";

/** The gates, written upwards, under their lenses. */
export function GridHead({ lenses, fold }: { lenses: readonly LensColumns[]; fold(lens: string): void }) {
  const { gates } = usePage().known.value.document;
  return (
    <div class="heat-row head" role="row" aria-rowindex={1}>
      <span class="note-name" role="columnheader">
        note
      </span>
      {lenses.map(({ lens, gates: some, isFolded }) => (
        <span class="lens" role="presentation" key={lens}>
          <button
            type="button"
            class="lens-name"
            aria-expanded={!isFolded}
            onClick={() => fold(lens)}
            title={lens}
          >
            <span aria-hidden="true">{isFolded ? "▸" : "▾"}</span> {lens || "gates"}
          </button>
          <span class="gate-names" role="presentation">
            {isFolded ? (
              <span class="gate-name" role="columnheader" aria-label={`all ${some.length} gates of ${lens}`}>
                {some.length} gates
              </span>
            ) : (
              some.map((gate) => (
                <span class="gate-name" role="columnheader" key={gate}>
                  <a
                    href={hrefOf({ view: "gate", names: [gates[gate]?.gateId ?? ""] })}
                    title={gates[gate]?.gateId}
                    tabIndex={-1}
                  >
                    {shortName(gates[gate]?.gateId ?? "", lens)}
                  </a>
                </span>
              ))
            )}
          </span>
        </span>
      ))}
    </div>
  );
}

const shortName = (gateId: string, lens: string) =>
  lens && gateId.startsWith(`${lens}/`) ? gateId.slice(lens.length + 1) : gateId;
