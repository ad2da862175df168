import type { PageGate, PageNote, PagePair } from "@review/views";
import { searchFor } from "@review/views/words";
import { type Cell, cellOf, worstCell } from "./cell.ts";
import { folderOf, isInFolder, isOfGate } from "./filter.ts";
import { foldKey, foldsOf } from "./folds.ts";
import { groupBy } from "./group-by.ts";
import { type KnownPage, modelAt } from "./known-page.ts";
import type { Route } from "./route.ts";

/** Places of gates that share a lens; one column if it is folded. */
export interface LensColumns {
  lens: string;
  gates: readonly number[];
  isFolded: boolean;
}

export type MapRow =
  | { kind: "folder"; folder: string; notes: readonly number[]; isFolded: boolean }
  | { kind: "note"; note: number };

export interface HeatMap {
  rows: MapRow[];
  lenses: LensColumns[];
  /** How many pairs of each kind the filter fits. */
  counts: Map<string, number>;
}

/** What the overview shows by its address, without the folders and lenses that are folded. */
export function heatMap(known: KnownPage, route: Route): HeatMap {
  const { params } = route;
  const folded = foldsOf(route);
  const { notes, gates } = known.document;
  const model = modelAt(known, route);
  const fitsPair = (pair: PagePair, cell: Cell) => {
    const { is } = params;
    if (is === undefined) return true;
    if (!cell.isStale) return is === "fresh" || is === cell.kind;
    // Fresh under another partition it may be; the one that is looked at has nothing of now.
    return is !== "fresh" && ["stale", `stale-${cell.kind}`, pair.state].includes(is);
  };
  const fits = searchFor(params.q);
  const columns = gates.flatMap((gate, at) => (isOfGate(params.gate, gate.gateId) ? [at] : []));
  const counts = new Map<string, number>();
  const shown: number[] = [];
  const used = new Set<number>();
  for (const [note, { notePath }] of notes.entries()) {
    if (!isInFolder(params.folder, notePath) || !fits(notePath)) continue;
    let isFitting = params.is === undefined;
    for (const gate of columns) {
      const pair = known.pairs[note]?.get(gate);
      if (!pair) continue;
      const cell = cellOf(pair, model);
      count(counts, pair, cell);
      if (!fitsPair(pair, cell)) continue;
      isFitting = true;
      used.add(gate);
    }
    if (isFitting) shown.push(note);
  }
  const left = params.is === undefined ? columns : columns.filter((gate) => used.has(gate));
  return { rows: toRows(shown, notes, folded), lenses: toLenses(left, gates, folded), counts };
}

function count(counts: Map<string, number>, { state }: PagePair, { kind, isStale }: Cell): void {
  const names = ["all", isStale ? "stale" : "fresh", isStale ? `stale ${kind}` : kind, `state ${state}`];
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
}

function toRows(shown: readonly number[], notes: readonly PageNote[], folded: ReadonlySet<string>): MapRow[] {
  const byFolder = groupBy(shown, (note) => folderOf(notes[note]?.notePath ?? ""));
  return [...byFolder].flatMap(([folder, some]) => {
    const isFolded = folded.has(foldKey("folder", folder));
    const head: MapRow = { kind: "folder", folder, notes: some, isFolded };
    return [head, ...(isFolded ? [] : some.map((note): MapRow => ({ kind: "note", note })))];
  });
}

function toLenses(
  columns: readonly number[],
  gates: readonly PageGate[],
  folded: ReadonlySet<string>,
): LensColumns[] {
  const byLens = groupBy(columns, (gate) => gates[gate]?.lens ?? "");
  return [...byLens].map(([lens, some]) => ({
    lens,
    gates: some,
    isFolded: folded.has(foldKey("lens", lens)),
  }));
}

/** One column: a gate, or all of a folded lens. */
export interface MapColumn {
  lens: string;
  gates: readonly number[];
  /** The gate, unless there are several. */
  gate?: number;
  /** Whether another lens follows. */
  isLast: boolean;
}

export function columnsOf(lenses: readonly LensColumns[]): MapColumn[] {
  return lenses.flatMap(({ lens, gates, isFolded }): MapColumn[] =>
    isFolded
      ? [{ lens, gates, isLast: true }]
      : gates.map((gate, at) => ({ lens, gates: [gate], gate, isLast: at === gates.length - 1 })),
  );
}

/** The cells of a note, or of several: one a column, each the worst of its pairs. */
export function cellsOf(
  known: KnownPage,
  notes: readonly number[],
  columns: readonly MapColumn[],
  model: number | undefined,
): (Cell | undefined)[] {
  return columns.map(({ gates }) =>
    worstCell(
      notes.flatMap((note) =>
        gates.flatMap((gate) => {
          const pair = known.pairs[note]?.get(gate);
          return pair ? [cellOf(pair, model)] : [];
        }),
      ),
    ),
  );
}
