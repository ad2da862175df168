import { CellSign } from "./cell-sign.tsx";

const plain = { isStale: false, isDivided: false, hasWaived: false, isOverridden: false };
const SIGNS = [
  { cell: { ...plain, kind: "pass" }, words: "fresh, and passed" },
  { cell: { ...plain, kind: "warn" }, words: "warned" },
  { cell: { ...plain, kind: "fail" }, words: "failed" },
  {
    cell: { ...plain, kind: "fail", isStale: true },
    words: "failed before the note or the gate changed: stale",
  },
  {
    cell: { ...plain, kind: "changed", isStale: true },
    words: "stale: the note or the gate changed, or it was reopened",
  },
  { cell: { ...plain, kind: "missing", isStale: true }, words: "never reviewed" },
  {
    cell: { ...plain, kind: "unknown", isStale: true },
    words: "not known whether the gate applies: the note's front matter cannot be read",
  },
  {
    cell: { ...plain, kind: "warn", isDivided: true },
    words: "models say different things; the worst is shown",
  },
  {
    cell: { ...plain, kind: "pass", hasWaived: true },
    words: "findings are waived: a person lets them stand",
  },
  {
    cell: { ...plain, kind: "pass", isOverridden: true },
    words: "overridden: a person decided in the reviewer's place",
  },
] as const;

/** What the squares of the overview mean. */
export function Legend() {
  return (
    <ul class="legend">
      {SIGNS.map(({ cell, words }) => (
        <li key={words}>
          <CellSign cell={cell} /> {words}
        </li>
      ))}
    </ul>
  );
}
