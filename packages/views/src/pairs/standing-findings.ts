import type { Corpus } from "@review/corpus";
import { type AcceptedVerdict, type Ledger, listVerdicts, type ModelId } from "@review/db";
import { verdictReader } from "../verdict-reader.ts";
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
  const asked = new Set(pairs.map(pairKey));
  const notePaths = [...new Set(pairs.map(({ notePath }) => notePath))];
  const found = await listVerdicts(ledger, { modelIds: partitions, notePaths });
  const verdicts = found.filter((verdict) => asked.has(pairKey(verdict)) && isBad(verdict));
  const worst = new Map<string, "warn" | "fail">();
  if (verdicts.length === 0) return { warn: 0, fail: 0 };
  const { versionsOf } = await readCorpusNow(corpus, verdicts);
  const standing = verdicts.filter((verdict) => isOfVersions(verdict, versionsOf(verdict)));
  const read = await verdictReader(corpus, ledger, standing);
  for (const verdict of standing) {
    const pair = pairKey(verdict);
    const { decision } = await read(verdict);
    if (decision && worst.get(pair) !== "fail") worst.set(pair, decision);
  }
  const count = (decision: "warn" | "fail") => [...worst.values()].filter((each) => each === decision).length;
  return { warn: count("warn"), fail: count("fail") };
}

/** One text for one pair. */
export const pairKey = ({ notePath, gateId }: { notePath: string; gateId: string }) =>
  JSON.stringify([notePath, gateId]);

/** An acceptance that was taken back stands no more: its pair waits for a review. */
const isBad = ({ acceptanceKind, evidence }: AcceptedVerdict) =>
  acceptanceKind !== "withdrawn" && (evidence?.decision === "fail" || evidence?.decision === "warn");
