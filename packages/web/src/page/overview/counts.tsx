import { hrefOf, withParams } from "../model/route.ts";
import { amount } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";

interface Kind {
  /** What the address is narrowed to; absent for all. */
  is?: string;
  words: string;
  /** The name of its count. */
  name: string;
}

/** A count, and others that are parts of it. */
interface Whole {
  kind: Kind;
  parts: readonly Parts[];
}

interface Parts {
  label: string;
  kinds: readonly Kind[];
}

const ALL: Whole = { kind: { words: "pairs of a note and a gate", name: "all" }, parts: [] };

const FRESH: Whole = {
  kind: { is: "fresh", words: "fresh", name: "fresh" },
  parts: [
    {
      label: "what was decided about them",
      kinds: [
        { is: "fail", words: "fail", name: "fail" },
        { is: "warn", words: "warn", name: "warn" },
        { is: "pass", words: "pass", name: "pass" },
      ],
    },
  ],
};

const STALE: Whole = {
  kind: { is: "stale", words: "stale", name: "stale" },
  parts: [
    {
      label: "why they are stale",
      kinds: [
        { is: "missing-review", words: "never reviewed", name: "state missing-review" },
        { is: "note-changed", words: "note changed", name: "state note-changed" },
        { is: "gate-changed", words: "gate changed", name: "state gate-changed" },
        { is: "reopened", words: "reopened", name: "state reopened" },
        { is: "unknown-scope", words: "not known whether the gate applies", name: "state unknown-scope" },
      ],
    },
    {
      label: "what was decided about them before",
      kinds: [
        { is: "stale-fail", words: "failed before", name: "stale fail" },
        { is: "stale-warn", words: "warned before", name: "stale warn" },
      ],
    },
  ],
};

/** How many pairs there are of each kind; each count narrows the map to its pairs. */
export function Counts({ counts }: { counts: ReadonlyMap<string, number> }) {
  return (
    <ul class="counts">
      {[ALL, FRESH, STALE].map((whole) => (
        <WholeCount key={whole.kind.name} whole={whole} counts={counts} />
      ))}
    </ul>
  );
}

function WholeCount({
  whole: { kind, parts },
  counts,
}: {
  whole: Whole;
  counts: ReadonlyMap<string, number>;
}) {
  const { route } = usePage();
  const chosen = route.value.params.is;
  const countOf = ({ name }: Kind) => counts.get(name) ?? 0;
  const isShown = (each: Kind) => each.is === undefined || each.is === chosen || countOf(each) > 0;
  const all = countOf(kind);
  const shown = parts.map(({ label, kinds }) => ({ label, kinds: kinds.filter(isShown) }));
  // A part that is the whole is told in one with it: it would be the same count twice.
  const only = shown[0]?.kinds.find((part) => countOf(part) === all && all > 0);
  const lists = shown.filter(({ kinds }, at) => kinds.length > 0 && !(only && at === 0));
  if (!isShown(kind) && lists.length === 0) return null;
  const link = (each: Kind, words = each.words) => (
    <a
      class={each.is ?? "all"}
      href={hrefOf(withParams(route.value, { is: each.is }))}
      aria-current={chosen === each.is || (each === kind && only && chosen === only.is) ? "true" : undefined}
    >
      <b>{amount(countOf(each))}</b> {words}
    </a>
  );
  return (
    <li class={parts.length > 0 ? "whole" : undefined}>
      {link(kind, only ? `${kind.words}: ${only.words}` : kind.words)}
      {lists.map(({ label, kinds }) => (
        <ul key={label} aria-label={label}>
          {kinds.map((part) => (
            <li key={part.name}>{link(part)}</li>
          ))}
        </ul>
      ))}
    </li>
  );
}
