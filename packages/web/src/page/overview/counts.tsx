import { hrefOf, withParams } from "../model/route.ts";
import { amount } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";

const KINDS: readonly { is?: string; name: string; words: string }[] = [
  { name: "all", words: "pairs" },
  { is: "fresh", name: "fresh", words: "fresh" },
  { is: "stale", name: "stale", words: "stale" },
  { is: "fail", name: "fail", words: "fail" },
  { is: "warn", name: "warn", words: "warn" },
  { is: "missing-review", name: "state missing-review", words: "never reviewed" },
  { is: "note-changed", name: "state note-changed", words: "note changed" },
  { is: "gate-changed", name: "state gate-changed", words: "gate changed" },
  { is: "reopened", name: "state reopened", words: "reopened" },
  { is: "unknown-scope", name: "state unknown-scope", words: "unknown scope" },
];

/** How many pairs there are of each kind; each count narrows the map to its pairs. */
export function Counts({ counts }: { counts: ReadonlyMap<string, number> }) {
  const { route } = usePage();
  const chosen = route.value.params.is;
  const countOf = ({ is, name }: (typeof KINDS)[number]) =>
    (counts.get(name) ?? 0) + (is === "fail" || is === "warn" ? (counts.get(`stale ${is}`) ?? 0) : 0);
  return (
    <ul class="counts">
      {KINDS.map((kind) => ({ kind, count: countOf(kind) }))
        .filter(({ kind, count }) => count > 0 || kind.is === undefined || kind.is === chosen)
        .map(({ kind: { is, words }, count }) => (
          <li key={words} class={is ?? "all"}>
            <a
              href={hrefOf(withParams(route.value, { is }))}
              aria-current={chosen === is ? "true" : undefined}
            >
              <b>{amount(count)}</b> {words}
            </a>
          </li>
        ))}
    </ul>
  );
}
