import type { Corpus } from "@review/corpus";
import { type AcceptedVerdict, getGateReview, type Ledger } from "@review/db";
import { counts, type Finding, worstOf } from "../finding.ts";
import { findingsReader } from "../findings-reader.ts";
import { noteReader } from "../note-today.ts";

/** What a verdict that says warn or fail comes to. */
export interface ReadVerdict {
  /** All that it names; of an override the person's remark first. */
  found: Finding[];
  /** Those of them that count; or those that are waived, or disputed, where these are asked for. */
  standing: Finding[];
  /** The override, where a person made one; the worst of `standing`, where others are left out; undefined where nothing is left. */
  decision: "warn" | "fail" | undefined;
}

/**
 * Reads the findings of some verdicts at once, and answers for one after another; what says neither warn nor fail comes to
 * nothing. Only one note is held at a time: ask for the verdicts of each one behind another.
 */
export async function verdictReader(
  corpus: Corpus,
  ledger: Ledger,
  verdicts: readonly Pick<AcceptedVerdict, "evidence">[],
  { settled }: { settled?: "waived" | "disputed" | undefined } = {},
): Promise<(verdict: AcceptedVerdict) => Promise<ReadVerdict>> {
  const ids = verdicts.flatMap(({ evidence }) => evidence?.reviewId ?? []);
  const findingsOf = await findingsReader(ledger, ids);
  const todayOf = noteReader(corpus);
  return async ({ evidence, gateId, notePath }) => {
    if (evidence?.decision !== "warn" && evidence?.decision !== "fail") return NOTHING;
    const { reviewId: id, decision, rationaleMarkdown = "", overrideRemark: message } = evidence;
    const today = await todayOf(notePath);
    const isChosen = (finding: Finding) => (settled ? finding[settled] !== undefined : counts(finding));
    if (message !== undefined) {
      const review = await getGateReview(ledger, id);
      // What a review says that found nothing is no finding, whatever a person made of it: the remark alone says what to mend.
      const found = review ? await findingsOf({ ...review, gateId }, today) : [];
      const all = [{ severity: decision, message, quotes: [] }, ...found];
      return { found: all, standing: all.filter(isChosen), decision };
    }
    const found = await findingsOf({ id, gateId, decision, rationaleMarkdown }, today);
    const standing = found.filter(isChosen);
    if (standing.length === found.length) return { found, standing, decision };
    return { found, standing, decision: standing.length === 0 ? undefined : worstOf(standing) };
  };
}

const NOTHING: ReadVerdict = { found: [], standing: [], decision: undefined };
