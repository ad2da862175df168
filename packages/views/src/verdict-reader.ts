import type { Corpus } from "@review/corpus";
import { type AcceptedVerdict, getGateReview, type Ledger } from "@review/db";
import { counts, type Finding, isExplained, remarkOf, worstOf } from "./finding.ts";
import { findingsReader } from "./findings-reader.ts";
import { noteReader } from "./note-today.ts";

/** How a finding can be settled without counting. */
export type Settled = "waived" | "disputed";

/** What is left of a verdict where only some of its findings are asked for. */
export interface Standing {
  standing: Finding[];
  /** The override, where a person made one; the worst of `standing`, where others are left out; undefined where nothing is left. */
  decision: "warn" | "fail" | undefined;
}

/** What a verdict that says warn or fail comes to: `standing` are the findings that count. */
export interface ReadVerdict extends Standing {
  /** All that it names; of an override the person's remark first. */
  found: Finding[];
  /** What was decided before anything was settled: by the override, where a person made one. */
  said?: "warn" | "fail";
  isOverridden: boolean;
}

/**
 * Reads the findings of some verdicts at once, and answers for one after another; what says neither warn nor fail comes to
 * nothing. Only one note is held at a time: ask for the verdicts of each one behind another.
 */
export async function verdictReader(
  corpus: Corpus,
  ledger: Ledger,
  verdicts: readonly Pick<AcceptedVerdict, "evidence" | "notePath">[],
): Promise<(verdict: AcceptedVerdict) => Promise<ReadVerdict>> {
  const reviews = verdicts.flatMap(({ evidence, notePath }) =>
    evidence?.decision === "warn" || evidence?.decision === "fail"
      ? { id: evidence.reviewId, readIn: notePath }
      : [],
  );
  const findingsOf = await findingsReader(ledger, reviews);
  const todayOf = noteReader(corpus);
  return async ({ evidence, gateId, notePath, modelId }) => {
    if (evidence?.decision !== "warn" && evidence?.decision !== "fail") return NOTHING;
    const { reviewId: id, decision, rationaleMarkdown = "", overrideRemark: message } = evidence;
    const today = await todayOf(notePath);
    if (message === undefined) {
      const found = await findingsOf({ id, gateId, modelId, decision, rationaleMarkdown }, today);
      return { found, said: decision, isOverridden: false, ...choose(found, decision, counts) };
    }
    const review = await getGateReview(ledger, id);
    // What a review says that found nothing is no finding, whatever a person made of it: the remark alone says what to mend.
    const named = review ? await findingsOf({ ...review, gateId }, today) : [];
    const found = [remarkOf(decision, message), ...named];
    return { found, said: decision, isOverridden: true, standing: found.filter(counts), decision };
  };
}

/** What is waived, or disputed, of a verdict that was read. */
export function settledOf({ found, said, isOverridden }: ReadVerdict, settled: Settled): Standing {
  const isSettled = (finding: Finding) => finding[settled] !== undefined;
  if (isOverridden) return { standing: found.filter(isSettled), decision: said };
  return choose(found, said, isSettled);
}

/** What is left of what a reviewer decided, of which these are all findings, without those that do not count; undefined if nothing is. */
export const leftOf = (said: "warn" | "fail", found: readonly Finding[]): Standing["decision"] =>
  choose(found, said, counts).decision;

function choose(
  found: readonly Finding[],
  said: "warn" | "fail" | undefined,
  isChosen: (finding: Finding) => boolean,
): Standing {
  const standing = found.filter(isChosen);
  const isUnexplained = said !== undefined && !isExplained(said, found);
  if (standing.length === found.length || isUnexplained) return { standing, decision: said };
  return { standing, decision: standing.length === 0 ? undefined : worstOf(standing) };
}

const NOTHING: ReadVerdict = { found: [], standing: [], decision: undefined, isOverridden: false };
