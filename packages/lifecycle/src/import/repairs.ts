/** What an old ledger may have that a ledger cannot take as it is, and what the import makes of it. */
export const REPAIRS = {
  "run-abandoned": ["run still running", "failed: abandoned before import"],
  "run-without-coverage": [
    "completed run without full coverage",
    "failed, with what is missing as its reason",
  ],
  "run-status-unknown": ["run with another status", "failed, the status kept"],
  "run-reason-missing": ["failed run without a reason", "the reason says so"],
  "run-id-twice": [
    "run with the id of an earlier one",
    "a run of its own; gates and reviews belong to the first",
  ],
  "run-changed": ["run that an earlier import brought in otherwise", "came in again, the earlier one stays"],
  "gate-set-missing": ["run without requested gates", "failed, asked for the gates that were reviewed"],
  "gate-twice": ["gate named twice in a run", "the first one counts, the other is left out"],
  "gate-nameless": ["requested gate without a name", "left out"],
  "gate-without-run": ["requested gate of a run that is not there", "left out: nothing says which note"],
  "review-without-run": ["review without a run", "a failed run of its own"],
  "review-of-missing-run": ["review of a run that is not there", "a failed run of its own"],
  "review-replaced": ["review older than another of the gate in its run", "a failed run of its own"],
  "review-not-requested": ["review of a gate its run did not ask for", "a failed run of its own"],
  "review-of-other-gate": ["review of another version of the gate", "a failed run of its own"],
  "review-of-other-note": ["review of another note or version than its run's", "a failed run of its own"],
  "review-not-accepted": ["review of a completed run that no acceptance names", "kept as manual-import"],
  "decision-unknown": ["review with another decision", "unknown"],
  "rationale-missing": ["review without a text", "a sentence that says so; covers no gate"],
  "evidence-not-json": ["evidence that is not JSON", "kept as a JSON string"],
  "telemetry-not-json": ["telemetry that is no JSON object", "kept as a text"],
  "model-unreadable": ["chain in which nothing names a model", "unknown-model"],
  "time-unreadable": ["time that is missing or malformed", "the nearest one of its run"],
  "time-without-offset": ["time without an offset", "read as UTC"],
  "path-rewritten": ["note path in another spelling", "relative to the root, with /"],
  "path-outside": ["note path that leads out of the root", "kept as it is, never read"],
  "name-missing": [
    "row without a note, gate or runner",
    "the name that related rows give, else one that says so",
  ],
  "text-cut": ["raw bundle or debug log above the limit", "cut in its middle"],
  "commit-dropped": ["commit id of a review or acceptance", "not kept: a version is named by its content"],
  "kind-unknown": ["review of another kind", "kept as manual-import"],
  "acceptance-review-found": [
    "acceptance without a review id",
    "rests on the review of exactly these versions",
  ],
  "acceptance-review-carried": [
    "acknowledgement without a review id",
    "rests on the review accepted before it",
  ],
  "acceptance-twice": ["second full-review acceptance of a review", "kept as migration-import"],
  "override-undecided": ["manual override (the old ledger kept no decision)", "kept as migration-import"],
  "acceptance-outdated": ["acceptance older than the pair's newest here", "left out: the newest one counts"],
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
  "time-unreadable": "its time cannot be read",
  "not-the-newest": "under its old model id it was not the newest, or nobody can say",
} as const;

export type Doubt = keyof typeof DOUBTS;

/** Counts how often each thing happened. */
export type Tally<Name extends string> = Map<Name, number>;

export function countIn<Name extends string>(tally: Tally<Name>, names: Iterable<Name>): void {
  for (const name of names) tally.set(name, (tally.get(name) ?? 0) + 1);
}
