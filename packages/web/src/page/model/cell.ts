import type { PageDocument, PagePair, PageVerdict } from "@review/views";

/** How a pair is shown in one square. */
export interface Cell {
  /** Told by colour and by a sign. */
  kind: "pass" | "warn" | "fail" | "changed" | "missing" | "unknown";
  /** Drawn with a broken line: what it says is not about the texts of now. */
  isStale: boolean;
  /** Partitions say different things. */
  isDisputed: boolean;
  hasWaived: boolean;
}

export const SIGNS: Record<Cell["kind"], string> = {
  pass: "·",
  warn: "W",
  fail: "F",
  changed: "~",
  missing: "–",
  unknown: "?",
};

const RANKS = { pass: 0, warn: 1, fail: 2 };

/** The worst that stands for a pair, of one partition or of all. */
export function cellOf({ state, verdicts }: PagePair, model?: number): Cell {
  const asked = model === undefined ? verdicts : verdicts.filter((verdict) => verdict.model === model);
  const isFresh = model === undefined ? state === "fresh" : asked.some(({ isNow }) => isNow);
  const counting = asked.some(({ isNow }) => isNow) ? asked.filter(({ isNow }) => isNow) : asked;
  const decisions = counting.flatMap(({ decision = "pass" }) => [decision]);
  const [worst] = decisions.toSorted((a, b) => RANKS[b] - RANKS[a]);
  return {
    kind: kindOf(state, isFresh, worst),
    isStale: !isFresh,
    isDisputed: new Set(decisions).size > 1,
    hasWaived: counting.some(({ waived }) => waived),
  };
}

function kindOf(state: PagePair["state"], isFresh: boolean, worst: PageVerdict["decision"]): Cell["kind"] {
  if (state === "unknown-scope") return "unknown";
  if (isFresh) return worst ?? "pass";
  if (worst === "warn" || worst === "fail") return worst;
  return state === "note-changed" || state === "gate-changed" || state === "reopened" ? "changed" : "missing";
}

/** All that is known of a pair, in words. */
export function describePair(
  { state, verdicts }: PagePair,
  { modelIds }: Pick<PageDocument, "modelIds">,
): string {
  const said = verdicts.map(({ model, decision = "nothing decided", isNow, waived }) => {
    const name = modelIds[model] ?? "a new model";
    return `${name}: ${decision}${isNow ? "" : " (before the change)"}${waived ? `, ${waived} waived` : ""}`;
  });
  return [state, ...said].join("; ");
}

/** The worst of some cells: what a folded group shows. */
export function worstCell(cells: readonly Cell[]): Cell | undefined {
  const order: readonly Cell["kind"][] = ["fail", "warn", "unknown", "missing", "changed", "pass"];
  const kind = order.find((each) => cells.some((cell) => cell.kind === each));
  if (kind === undefined) return undefined;
  const same = cells.filter((cell) => cell.kind === kind);
  return {
    kind,
    isStale: same.every(({ isStale }) => isStale),
    isDisputed: same.some(({ isDisputed }) => isDisputed),
    hasWaived: cells.some(({ hasWaived }) => hasWaived),
  };
}
