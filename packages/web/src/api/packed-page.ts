import type { PageDocument, PagePair, PageVerdict } from "@review/views";
import type { EmbeddedPage } from "./page-source.ts";

/**
 * The page as it is sent, and as a report has it: what is said of many pairs is there once, and of each pair only where that stands.
 * There are as many pairs as notes times gates, and under ten models ten times as many verdicts.
 */
export interface PackedPage extends Omit<PageDocument, "pairs"> {
  states: PagePair["state"][];
  verdicts: (readonly PageVerdict[])[];
  /** Note, gate, the places of state and verdicts, and 1 where `isBoth`. */
  pairs: (readonly [note: number, gate: number, state: number, verdicts: number, isBoth?: 1])[];
}

export function packPage({ pairs, ...page }: PageDocument): PackedPage {
  const states = placer<PagePair["state"]>((state) => state);
  const verdicts = placer<readonly PageVerdict[]>((list) => JSON.stringify(list));
  const packed = pairs.map((pair): PackedPage["pairs"][number] => {
    const place = [pair.note, pair.gate, states.place(pair.state), verdicts.place(pair.verdicts)] as const;
    return pair.isBoth ? [...place, 1] : place;
  });
  return { ...page, states: states.all, verdicts: verdicts.all, pairs: packed };
}

/** Everything that a report has in it, with its page packed. */
export interface PackedReport extends Omit<EmbeddedPage, "page"> {
  page: PackedPage;
}

export const packReport = (embedded: EmbeddedPage): PackedReport => ({
  ...embedded,
  page: packPage(embedded.page),
});

/** Pairs of which the same is said share it. */
export function unpackPage({ pairs, states, verdicts, ...page }: PackedPage): PageDocument {
  return {
    ...page,
    pairs: pairs.map(([note, gate, state, list, isBoth]) => ({
      ...{ note, gate, state: states[state] ?? "missing-review" },
      ...(isBoth && { isBoth: true }),
      verdicts: (verdicts[list] ?? []) as PageVerdict[],
    })),
  };
}

/** Gives each different value its place in a list. */
function placer<T>(keyOf: (value: T) => string): { all: T[]; place(value: T): number } {
  const all: T[] = [];
  const known = new Map<T, number>();
  const byKey = new Map<string, number>();
  return {
    all,
    place: (value) => {
      const before = known.get(value);
      if (before !== undefined) return before;
      const key = keyOf(value);
      const at = byKey.get(key) ?? all.push(value) - 1;
      byKey.set(key, at);
      known.set(value, at);
      return at;
    },
  };
}
