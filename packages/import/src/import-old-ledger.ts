import type { Ledger } from "@review/db";
import {
  type HistoryToImport,
  type ImportState,
  importHistory,
  readImportState,
} from "@review/db/transitions";
import { toImportedAcceptance, toImportedRun } from "./import-rows.ts";
import type { OldLedger } from "./old-file/open-old-ledger.ts";
import type { ImportSources } from "./plan/plan-context.ts";
import { type ImportPlan, planImport } from "./plan/plan-import.ts";
import { snapshotsOf, textsToAdd } from "./plan/texts-of.ts";
import type { ImportReport } from "./report/import-report.ts";
import { reportImport } from "./report/report-import.ts";

/**
 * Brings the history of the old scripts into a ledger, repaired, in one transaction: all of it or nothing. Rows
 * that an earlier import brought in are known again and left as they are. With `dryRun` writes nothing. Returns
 * what was done, or would be.
 */
export async function importOldLedger(
  ledger: Ledger,
  old: OldLedger,
  { dryRun = false, ...sources }: ImportSources & { dryRun?: boolean },
): Promise<ImportReport> {
  const history = old.readHistory();
  const decide = (state: ImportState) => {
    const plan = planImport(history, sources, state);
    return { plan, report: reportImport(history, plan, { sources, state, dryRun }) };
  };
  if (dryRun) return decide(await readImportState(ledger)).report;
  let report: ImportReport | undefined;
  await importHistory(ledger, (state) => {
    const decided = decide(state);
    report = decided.report;
    return rowsOf(decided.plan, state, old, sources);
  });
  if (!report) throw new Error("the import was not decided");
  return report;
}

function rowsOf(
  plan: ImportPlan,
  state: ImportState,
  old: OldLedger,
  { texts }: ImportSources,
): HistoryToImport {
  return {
    snapshots: snapshotsOf(textsToAdd(plan, texts, state).values(), texts),
    runs: mapLazily(plan.newRuns, (run) => toImportedRun(run, old, texts)),
    acceptances: mapLazily(plan.newAcceptances, (event) => toImportedAcceptance(event, texts)),
  };
}

function* mapLazily<From, To>(items: Iterable<From>, make: (item: From) => To): Generator<To> {
  for (const item of items) yield make(item);
}
