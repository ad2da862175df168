import type { Corpus } from "@review/corpus";
import { type AcceptedVerdict, type Ledger, listVerdicts, type ModelId } from "@review/db";
import { findingsReader, worstOf } from "../findings.ts";
import { notesToday } from "../note-today.ts";
import { isOfVersions } from "./standing-verdict.ts";
import { readCorpusNow } from "./versions-now.ts";

/** Pairs to be looked at, and under which partitions. */
export interface StandingQuestion {
  partitions: readonly ModelId[];
  pairs: readonly { notePath: string; gateId: string }[];
}

/** How many pairs stand at each verdict that asks for something; a pair with several verdicts counts once, at the worst. */
export interface StandingFindings {
  warn: number;
  fail: number;
}

/**
 * What stands for pairs in just the versions that note and gate have now, under any of the partitions: a verdict of one
 * model is not cleared by that of another. Findings that are waived count for nothing; what a person decided in a review's
 * place is no finding.
 */
export async function countStanding(
  corpus: Corpus,
  ledger: Ledger,
  { partitions, pairs }: StandingQuestion,
): Promise<StandingFindings> {
  const asked = new Set(pairs.map(keyOf));
  const notePaths = [...new Set(pairs.map(({ notePath }) => notePath))];
  const found = await listVerdicts(ledger, { modelIds: partitions, notePaths });
  const verdicts = found.filter((verdict) => asked.has(keyOf(verdict)) && isBad(verdict));
  const worst = new Map<string, "warn" | "fail">();
  if (verdicts.length === 0) return { warn: 0, fail: 0 };
  const { versionsOf } = await readCorpusNow(corpus, verdicts);
  const standing = verdicts.filter((verdict) => isOfVersions(verdict, versionsOf(verdict)));
  const decisionOf = await decisionReader(corpus, ledger, standing);
  for (const verdict of standing) {
    const pair = keyOf(verdict);
    const decision = await decisionOf(verdict);
    if (decision && worst.get(pair) !== "fail") worst.set(pair, decision);
  }
  const count = (decision: "warn" | "fail") => [...worst.values()].filter((each) => each === decision).length;
  return { warn: count("warn"), fail: count("fail") };
}

const keyOf = ({ notePath, gateId }: { notePath: string; gateId: string }) =>
  JSON.stringify([notePath, gateId]);

/** What verdicts say without the findings that are waived; undefined where nothing is left. */
async function decisionReader(corpus: Corpus, ledger: Ledger, verdicts: readonly AcceptedVerdict[]) {
  const ids = verdicts.flatMap(({ evidence }) => evidence?.reviewId ?? []);
  const findingsOf = await findingsReader(ledger, ids);
  const todayOf = await notesToday(
    corpus,
    verdicts.map(({ notePath }) => notePath),
  );
  return async (verdict: AcceptedVerdict): Promise<"warn" | "fail" | undefined> => {
    const { evidence, gateId, notePath } = verdict;
    if (!evidence) return undefined;
    const { reviewId: id, decision, rationaleMarkdown = "", overrideRemark } = evidence;
    const said = isFail(verdict) ? "fail" : "warn";
    if (overrideRemark !== undefined) return said;
    const found = await findingsOf({ id, gateId, decision, rationaleMarkdown }, todayOf.get(notePath));
    const left = found.filter(({ waived }) => waived === undefined);
    if (left.length === found.length) return said;
    return left.length === 0 ? undefined : worstOf(left);
  };
}

const isFail = ({ evidence }: AcceptedVerdict) => evidence?.decision === "fail";

/** An acceptance that was taken back stands no more: its pair waits for a review. */
const isBad = (verdict: AcceptedVerdict) =>
  verdict.acceptanceKind !== "withdrawn" && (isFail(verdict) || verdict.evidence?.decision === "warn");
