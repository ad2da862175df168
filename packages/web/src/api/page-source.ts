import type {
  ComparisonDocument,
  GateCard,
  GateTest,
  PageCosts,
  PageDocument,
  PageNoteDocument,
  PageRunDocument,
  SharedSweepEntry,
} from "@review/views";

/** Everything that a report has in it, as the page reads it. */
export interface EmbeddedPage {
  page: PageDocument;
  /** What all runs took. */
  costs: PageCosts;
  /** By path; as many as there is room for. */
  notes: Record<string, PageNoteDocument>;
  /** By id: those that failed, as many as there is room for. */
  runs: Record<number, PageRunDocument>;
  /** Of every gate that was ever judged by. */
  cards: GateCard[];
  /** What the gates that have any make of their fixtures. */
  tests: GateTest[];
  /** Of each two partitions with the most verdicts. */
  comparisons: PageComparison[];
}

/** Two partitions, by their places in `modelIds`, beside each other. */
export interface PageComparison {
  first: string;
  second: string;
  comparison: ComparisonDocument;
}

/**
 * The token comes to the page behind this in the part of the address that no request carries: `http://127.0.0.1:PORT/#token=TOKEN`.
 * The page keeps it for its tab and takes it out of the address.
 */
export const TOKEN_HASH = "#token=";

/** What the live page asks for, below `/api`, always with the token in the header `x-review-token`. */
export const ROUTES = {
  /** GET `?known=`: a `PackedPage`, or 204 if its version is known. One that is not whole yet says so (`reading`): whoever asks again, as one that knows it, is answered later. */
  page: "/api/page",
  /** GET: `PageCosts`. */
  costs: "/api/costs",
  /** GET `?path=`: a `PageNoteDocument`. */
  note: "/api/note",
  /** GET `?id=`: a `PageRunDocument`. */
  run: "/api/run",
  /** GET `?status=&model=&search=`: a `PageRunsDocument` of the newest that fit, of all that there are. */
  runs: "/api/runs",
  /** GET `?id=`: the `GateCard`s of a gate. */
  cards: "/api/cards",
  /** GET `?id=`: the `GateTest`s of a gate. */
  tests: "/api/tests",
  /** GET `?first=&second=`: a `PageComparison`. */
  comparison: "/api/comparison",
  /** GET: `PageEvent`s, as server-sent events; the token is in the query, since an EventSource has no headers. */
  events: "/api/events",
  /** POST a `PageAction`, with `?tab=` and `&at=` (the finding's key): a `Decided`, of a tab's a `Made`. */
  decide: "/api/decide",
  /** GET `?tab=`: the `Made` of a tab that can be taken back, oldest first. */
  made: "/api/made",
  /** POST an `UndoRequest` `?tab=`: what can be taken back then. */
  undo: "/api/undo",
  /** POST an `OpenRequest`: an `Opened`. */
  open: "/api/open",
} as const;

/** What the live page is told without asking. */
export type PageEvent =
  /** Notes, gates or the ledger are others than before: the page is to be asked for again. */
  | { kind: "changed" }
  /** What is at work now, and how many runs have ended since the page was opened. */
  | { kind: "progress"; running: { runId: number; notePath: string }[]; ended: number; failed: number }
  /** How far shared sweeps are. */
  | { kind: "sweeps"; sweeps: SharedSweepEntry[] };

/** A request that was refused: 401 without the token, 403 from elsewhere or read-only, 404, 409 a conflict, 422 what cannot be done. */
export interface PageError {
  error: { code: string; message: string };
}
