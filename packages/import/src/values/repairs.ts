/** What an old ledger may have that a ledger cannot take as it is, and what the import makes of it. */
export const REPAIRS = {
  "run-abandoned": ["runs still running", "failed: abandoned before import"],
  "run-without-coverage": [
    "completed runs without full coverage",
    "failed, with what is missing as the reason",
  ],
  "run-status-unknown": ["runs with another status", "failed, the status kept"],
  "run-reason-missing": ["failed runs without a reason", "a reason that says so"],
  "run-id-twice": [
    "runs with the id of an earlier one",
    "runs of their own; gates and reviews belong to the first",
  ],
  "run-changed": ["runs that an earlier import brought in otherwise", "came in again; the earlier ones stay"],
  "gate-set-missing": ["runs without requested gates", "failed, asked for the gates that were reviewed"],
  "gate-twice": ["gates named twice in a run", "left out; the first one counts"],
  "gate-nameless": ["requested gates without a name", "left out"],
  "gate-without-run": ["requested gates of runs that are not there", "left out; nothing says of which note"],
  "review-without-run": ["reviews without a run", "a failed run of its own each"],
  "review-of-missing-run": ["reviews of runs that are not there", "a failed run of its own each"],
  "review-replaced": ["reviews older than another of the gate in their run", "a failed run of its own each"],
  "review-not-requested": ["reviews of gates that their run did not ask for", "a failed run of its own each"],
  "review-of-other-gate": ["reviews of another version of the gate", "a failed run of its own each"],
  "review-of-other-note": [
    "reviews of another note or version than their run's",
    "a failed run of its own each",
  ],
  "review-not-accepted": [
    "reviews of completed runs without an acceptance that holds",
    "kept as manual-import",
  ],
  "decision-unknown": ["reviews with another decision", "unknown"],
  "rationale-missing": ["reviews without a text", "a text that says so; they cover no gate"],
  "evidence-not-json": ["evidence that is not JSON", "kept as a JSON string"],
  "telemetry-not-json": ["telemetry that is no JSON object", "kept as a text"],
  "model-unreadable": ["chains in which nothing names a model", "unknown-model"],
  "time-unreadable": ["times that are missing or malformed", "the nearest one of their run"],
  "time-without-offset": ["times without an offset", "read as UTC"],
  "path-rewritten": ["note paths in another spelling", "relative to the root, with /"],
  "path-outside": ["note paths that lead out of the root", "kept as they are, never read"],
  "name-missing": [
    "rows without a note, gate or runner",
    "the name that related rows give, else one that says so",
  ],
  "text-cut": ["raw bundles and debug logs above the limit", "cut in the middle"],
  "commit-dropped": ["commit ids of reviews and acceptances", "not kept; a version is named by its content"],
  "kind-unknown": ["reviews of another kind", "kept as manual-import"],
  "acceptance-review-found": [
    "acceptances without a review id",
    "rest on the review of exactly these versions",
  ],
  "acceptance-review-carried": [
    "acknowledgements without a review id",
    "rest on the review accepted before them",
  ],
  "acceptance-twice": ["second full-review acceptances of a review", "kept as migration-import"],
  "override-undecided": ["manual overrides, of which no decision was kept", "kept as migration-import"],
  "acceptance-outdated": ["acceptances older than the pair's newest here", "left out; the newest one counts"],
} as const satisfies Record<string, readonly [what: string, done: string]>;

export type Repair = keyof typeof REPAIRS;

/** Why an acceptance comes in as history that can never be fresh, the first that applies. */
export const DOUBTS = {
  "unknown-kind": "its kind is none",
  "no-review": "it rests on no review",
  "review-missing": "its review is not in the old ledger",
  "other-pair": "its review is of another note or gate",
  "undecided-review": "its review does not say pass, warn or fail",
  "run-not-completed": "its review is of no run that completed with full coverage",
  "other-versions": "its review judged other versions",
  "text-not-found": "the text of its note or gate was not found",
  "not-found-earlier": "an earlier import did not find the text of its review's note or gate",
  "time-unreadable": "its time cannot be read",
} as const;

export type Doubt = keyof typeof DOUBTS;

/** Counts how often each thing happened. */
export type Tally<Name extends string> = Map<Name, number>;

/** The counts by name, the greatest first. */
export function mostFirst(tally: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...tally].sort(([, a], [, b]) => b - a));
}

export function countIn<Name extends string>(tally: Tally<Name>, names: Iterable<Name>): void {
  for (const name of names) tally.set(name, (tally.get(name) ?? 0) + 1);
}
