import type { PageDocument, PagePair, PageVerdict } from "@review/views";
import { describeAcceptanceKind, describePairState } from "@review/views/words";

/** How a pair is shown in one square. */
export interface Cell {
  /** Told by colour and by a sign. */
  kind: "pass" | "warn" | "fail" | "changed" | "missing" | "unknown";
  /** Drawn with a broken line: what it says is not about the texts of now. */
  isStale: boolean;
  /** Partitions say different things. */
  isDivided: boolean;
  hasWaived: boolean;
  /** What is shown is a person's decision, in the reviewer's place. */
  isOverridden: boolean;
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

/** The worst that stands for a pair, of one partition or of all. What is said of now outweighs what was said before. */
export function cellOf({ state, verdicts }: PagePair, model?: number): Cell {
  const ofModel = (verdict: PageVerdict) => model === undefined || verdict.model === model;
  const isKnown = verdicts.some((verdict) => verdict.isNow && ofModel(verdict));
  const isFresh = model === undefined ? state === "fresh" : isKnown;
  let worst: PageVerdict["decision"];
  const cell: Cell = {
    kind: "pass",
    isStale: !isFresh,
    isDivided: false,
    hasWaived: false,
    isOverridden: false,
  };
  for (const verdict of verdicts) {
    if (!ofModel(verdict) || verdict.isNow !== isKnown) continue;
    const { decision = "pass", waived, isOverridden = false } = verdict;
    if (worst !== undefined && decision !== worst) cell.isDivided = true;
    if (worst === undefined || RANKS[decision] > RANKS[worst]) {
      worst = decision;
      cell.isOverridden = isOverridden;
    } else if (decision === worst) cell.isOverridden ||= isOverridden;
    if (waived) cell.hasWaived = true;
  }
  cell.kind = kindOf(state, isFresh, worst);
  return cell;
}

function kindOf(state: PagePair["state"], isFresh: boolean, worst: PageVerdict["decision"]): Cell["kind"] {
  if (state === "unknown-scope") return "unknown";
  if (isFresh) return worst ?? "pass";
  if (worst === "warn" || worst === "fail") return worst;
  return state === "note-changed" || state === "gate-changed" || state === "reopened" ? "changed" : "missing";
}

/** What a person did about a verdict, in words behind it; empty where nobody did. */
export function personIn({
  isOverridden,
  acknowledged,
}: Pick<PageVerdict, "isOverridden" | "acknowledged">): string {
  const how = [
    isOverridden && "overridden",
    acknowledged && describeAcceptanceKind({ acceptanceKind: acknowledged }),
  ].filter(Boolean);
  return how.length === 0 ? "" : ` (${how.join(", ")})`;
}

/** All that is known of a pair, in words. */
export function describePair(
  { state, isBoth, verdicts }: PagePair,
  { modelIds }: Pick<PageDocument, "modelIds">,
): string {
  const said = verdicts.map((verdict) => {
    const { model, decision = "no decision", isNow, waived, disputed } = verdict;
    const name = modelIds[model] ?? "a new model";
    return `${name}: ${decision}${personIn(verdict)}${isNow ? "" : " (before the change)"}${waived ? `, ${waived} waived` : ""}${disputed ? `, ${disputed} disputed` : ""}`;
  });
  return [describePairState(state, isBoth), ...said].join("; ");
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
    isDivided: same.some(({ isDivided }) => isDivided),
    isOverridden: same.some(({ isOverridden }) => isOverridden),
    hasWaived: cells.some(({ hasWaived }) => hasWaived),
  };
}
