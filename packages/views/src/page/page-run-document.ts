import type { Corpus } from "@review/corpus";
import { getRunOutput, type Ledger, type RunId } from "@review/db";
import { type RunDocument, viewRun } from "../runs/run-document.ts";

/** One run as the page shows it. */
export interface PageRunDocument extends RunDocument {
  /** The reviewer's own words, if they were kept. */
  rawBundleMarkdown?: string;
  debugLog?: string;
}

/** One run with what was kept of its output. Throws RunNotFoundError. */
export async function viewPageRun(corpus: Corpus, ledger: Ledger, runId: RunId): Promise<PageRunDocument> {
  return { ...(await viewRun(corpus, ledger, runId)), ...(await getRunOutput(ledger, runId)) };
}
