import type { CommandContext } from "@review/cli-kit";
import type { Corpus } from "@review/corpus";
import type { Ledger } from "@review/db";
import { makeReport, type ReportDocument, type StandingQuestion, standingPairs } from "@review/views";
import type { FailOnArgs } from "./fail-on.ts";

/** The report of pairs by all verdicts that stand, as `--fail-on` looks at them; a fail never holds. */
export async function reportStanding(
  { failOn }: Pick<FailOnArgs, "failOn">,
  { version }: Pick<CommandContext, "version">,
  { corpus, ledger }: { corpus: Corpus; ledger: Ledger },
  question: StandingQuestion,
): Promise<ReportDocument> {
  const pairs = await standingPairs(corpus, ledger, question, failOn === "warn" ? "warn" : "fail");
  return makeReport(corpus, pairs, { toolVersion: version });
}
