import type { CommandContext } from "@review/cli-kit";
import type { Corpus, NoteSelection } from "@review/corpus";
import type { Ledger } from "@review/db";
import {
  makeReport,
  type ReportDocument,
  type StandingQuestion,
  standingPairs,
  unknownPairs,
  unseenPaths,
} from "@review/views";
import type { FailOnArgs } from "./fail-on.ts";

const NOTHING_UNSEEN = { unknown: [], problems: [], skipped: [] };

/** The report of pairs by all verdicts that stand, as `--fail-on` looks at them; a fail never holds, nor what may be no pair. */
export async function reportStanding(
  { failOn }: Pick<FailOnArgs, "failOn">,
  { version }: Pick<CommandContext, "version">,
  { corpus, ledger }: { corpus: Corpus; ledger: Ledger },
  question: StandingQuestion,
  { unknown, problems, skipped }: Pick<NoteSelection, "unknown" | "problems" | "skipped"> = NOTHING_UNSEEN,
): Promise<ReportDocument> {
  const pairs = await standingPairs(corpus, ledger, question, failOn === "warn" ? "warn" : "fail");
  return makeReport(corpus, [...pairs, ...unknownPairs(unknown)], {
    toolVersion: version,
    unseen: unseenPaths({ problems, skipped }),
  });
}
