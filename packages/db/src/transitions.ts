// The primitives that change rows. Only `@review/lifecycle` and the import of old ledgers may use this entry point.
export { appendAcceptances, type NewAcceptance, type PairKey } from "./transitions/append-acceptances.ts";
export { changeRun, type Verdict } from "./transitions/change-run.ts";
export {
  type HistoryToImport,
  type ImportedAcceptance,
  type ImportedGateReview,
  type ImportedRun,
  type ImportState,
  importHistory,
  type NewestAcceptance,
  readImportState,
} from "./transitions/import/import-history.ts";
export { insertRun, type NewRun } from "./transitions/insert-run.ts";
export type { NewGateReview, RunChange, RunEnd, RunState } from "./transitions/run-state.ts";
