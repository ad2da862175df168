export { importOldLedger } from "./import-old-ledger.ts";
export type { OldLedgerErrorCode } from "./old-file/errors.ts";
export type { OldHistory } from "./old-file/old-rows.ts";
export { openOldLedger } from "./old-file/open-old-ledger.ts";
export type { FoundText, ImportSources } from "./plan/plan-context.ts";
export { blobIdsOf, notePathsOf, runsWithoutModel } from "./plan/texts-of.ts";
export type { ChangedVerdict, ImportReport, LostPair } from "./report/import-report.ts";
export { DOUBTS, type Doubt } from "./values/repairs.ts";
