import type { Corpus } from "@review/corpus";
import type { AcceptedVerdict, GateReviewId, Ledger, RunId } from "@review/db";
import { type AskedVerdict, readAskedVerdicts } from "./asked-verdicts.ts";
import type { Finding } from "./finding.ts";
import { type FixFilter, type FixQuestion, readFixQuestion } from "./fix-question.ts";
import { type Settled, settledOf } from "./verdict-reader.ts";
import type { NotAsked, OutdatedReason } from "./words/pair-words.ts";

/** Why verdicts are not in the queue although they say warn or fail, and how many. */
export interface LeftOut extends NotAsked {
  /** All that the review found is waived. */
  waived: number;
  /** All of it is waived or disputed, and something is disputed. */
  disputed: number;
}

/** A verdict to act on: what stands for a pair under a partition says warn or fail. */
export interface FixEntry extends Omit<AcceptedVerdict, "evidence"> {
  /**
   * The override of the evidence review, where a person made one; else the worst of its findings that count (or that are
   * waived, or disputed, where these are asked for), whatever severity was asked for.
   */
  decision: "warn" | "fail";
  runId: RunId;
  reviewId: GateReviewId;
  reviewedAt: string;
  /** Why a person put another decision in the review's place. */
  overrideRemark?: string;
  /** The note is another one than the one accepted, so some of it may be mended already; or the acceptance was taken back. */
  staleReason?: OutdatedReason;
  /** Why the gate is quarantined under the partition, so that this makes `verify` fail no more; absent if it is not. */
  quarantined?: string;
  /** What is to be mended; what a person remarked who overrode it is among them only where nothing that was found is. */
  findings: Finding[];
}

/** What accepted reviews ask to be mended. */
export interface FixQueueDocument {
  /** By note, gate and partition: what one model found is not cleared by another. */
  warns: FixEntry[];
  /** How many findings there are beyond those that were asked for at most; absent if there are none. */
  more?: number;
  /** Whatever findings were asked for. */
  leftOut: LeftOut;
}

/** What accepted reviews ask to be mended in the notes as they are now, as far as it is asked about. A pair without any such finding is left out. */
export async function viewFixQueue(
  corpus: Corpus,
  ledger: Ledger,
  question: FixQuestion,
): Promise<FixQueueDocument> {
  const filter = await readFixQuestion(corpus, ledger, question);
  const { asked, notAsked } = await readAskedVerdicts(corpus, ledger, filter);
  const { waived = false, disputed = false } = question;
  const settled = waived ? "waived" : disputed ? "disputed" : undefined;
  return queueOf(asked, { settled, notAsked, ...filter });
}

/** The queue of verdicts that were read: of what counts, or in place of it of what is settled. */
export function queueOf(
  asked: readonly AskedVerdict[],
  {
    settled,
    notAsked,
    picks,
    isPicked,
  }: Pick<FixFilter, "picks" | "isPicked"> & { settled: Settled | undefined; notAsked: NotAsked },
): FixQueueDocument {
  const leftOut: LeftOut = { ...notAsked, waived: 0, disputed: 0 };
  const warns: FixEntry[] = [];
  for (const { verdict, why, quarantined, read } of asked) {
    const { standing, decision } = settled ? settledOf(read, settled) : read;
    if (decision === undefined || (settled && standing.length === 0)) {
      if (!settled) leftOut[read.found.some((finding) => finding.disputed) ? "disputed" : "waived"] += 1;
      continue;
    }
    const { evidence, ...about } = verdict;
    const { rationaleMarkdown: _, ...review } = evidence;
    const judged = { ...review, decision };
    const findings = toMend(standing.filter((finding) => isPicked(finding, judged)));
    if (picks && findings.length === 0) continue;
    warns.push({
      ...{ ...about, ...judged },
      ...(why && { staleReason: why }),
      ...(quarantined !== undefined && { quarantined }),
      findings,
    });
  }
  return { warns, leftOut };
}

/** What a person decided is told with what was found: it is one more thing to be mended only where there is no other. */
function toMend(picked: Finding[]): Finding[] {
  const found = picked.filter(({ isRemark }) => !isRemark);
  return found.length > 0 ? found : picked;
}
