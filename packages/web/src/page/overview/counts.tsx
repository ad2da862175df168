import { hrefOf, withParams } from "../model/route.ts";
import { amount } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";

interface Kind {
  /** What the address is narrowed to; absent for all. */
  is?: string;
  words: string;
  /** The names of the counts that make it up. */
  names: readonly string[];
}

const KINDS: readonly Kind[] = [
  { words: "notes against gates", names: ["all"] },
  { is: "fresh", words: "fresh", names: ["fresh"] },
  { is: "fail", words: "fail", names: ["fail", "stale fail"] },
  { is: "warn", words: "warn", names: ["warn", "stale warn"] },
];

const STALE: Kind = { is: "stale", words: "stale", names: ["stale"] };

/** Why pairs are stale: parts of that count. */
const REASONS: readonly Kind[] = [
  { is: "missing-review", words: "never reviewed", names: ["state missing-review"] },
  { is: "note-changed", words: "note changed", names: ["state note-changed"] },
  { is: "gate-changed", words: "gate changed", names: ["state gate-changed"] },
  { is: "reopened", words: "reopened", names: ["state reopened"] },
  { is: "unknown-scope", words: "not known whether the gate applies", names: ["state unknown-scope"] },
];

/** How many pairs there are of each kind; each count narrows the map to its pairs. */
export function Counts({ counts }: { counts: ReadonlyMap<string, number> }) {
  const { route } = usePage();
  const chosen = route.value.params.is;
  const isChosen = ({ is }: Kind) => chosen === is;
  const countOf = ({ names }: Kind) => names.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0);
  const isShown = (kind: Kind) => kind.is === undefined || kind.is === chosen || countOf(kind) > 0;
  const stale = countOf(STALE);
  const reasons = REASONS.filter(isShown);
  // The only reason is told in one with what it is the reason of: it would be the same count twice.
  const only = reasons.find((reason) => countOf(reason) === stale && stale > 0);
  const link = (kind: Kind, words = kind.words) => (
    <a
      class={kind.is ?? "all"}
      href={hrefOf(withParams(route.value, { is: kind.is }))}
      aria-current={isChosen(kind) || (kind === STALE && only && isChosen(only)) ? "true" : undefined}
    >
      <b>{amount(countOf(kind))}</b> {words}
    </a>
  );
  return (
    <ul class="counts">
      {KINDS.filter(isShown).map((kind) => (
        <li key={kind.words}>{link(kind)}</li>
      ))}
      {(isShown(STALE) || reasons.length > 0) && (
        <li class="whole">
          {link(STALE, only ? `stale: ${only.words}` : STALE.words)}
          {!only && reasons.length > 0 && (
            <ul aria-label="why they are stale">
              {reasons.map((reason) => (
                <li key={reason.words}>{link(reason)}</li>
              ))}
            </ul>
          )}
        </li>
      )}
    </ul>
  );
}
