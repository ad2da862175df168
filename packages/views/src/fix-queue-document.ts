import { type Corpus, type Gate, gateScope } from "@review/corpus";
import {
  type AcceptedVerdict,
  type GateReviewId,
  getGateReview,
  type Ledger,
  listVerdicts,
  type RunId,
} from "@review/db";
import { type Finding, findingsReader, worstOf } from "./findings.ts";
import { type FixQuestion, readFixQuestion } from "./fix-question.ts";
import { notesToday } from "./note-today.ts";
import { standingVerdicts } from "./pairs/standing-verdict.ts";
import { type NoteNow, readCorpusNow } from "./pairs/versions-now.ts";

/** Why verdicts are not in the queue although they say warn or fail, and how many. */
export interface LeftOut {
  /** The gate asks something else now than it did then. */
  gateChanged: number;
  /** The gate is gone, or cannot be read. */
  gateGone: number;
  /** The note is gone, or cannot be read. */
  noteGone: number;
  /** The gate requires a trait that the note has not, or no longer. */
  notApplicable: number;
  /** All that the review found is waived. */
  waived: number;
}

/** A verdict to act on: what stands for a pair under a partition says warn or fail. */
export interface FixEntry extends Omit<AcceptedVerdict, "evidence"> {
  /**
   * The override of the evidence review, where a person made one; else its own decision, or the worst of the findings here where
   * others are left out.
   */
  decision: "warn" | "fail";
  runId: RunId;
  reviewId: GateReviewId;
  reviewedAt: string;
  /** Why a person put another decision in the review's place. */
  overrideRemark?: string;
  /** The note is another one than the one accepted, so some of it may be mended already; or the acceptance was taken back. */
  staleReason?: "note-changed" | "reopened";
  /** What is to be mended; of an override, what the person remarked comes first. */
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
  const { verdicts: filter, isOfGate, picks, isPicked } = await readFixQuestion(corpus, ledger, question);
  const { waived = false } = question;
  const verdicts = (await listVerdicts(ledger, filter)).filter(isOfGate);
  const leftOut: LeftOut = { gateChanged: 0, gateGone: 0, noteGone: 0, notApplicable: 0, waived: 0 };
  if (verdicts.length === 0) return { warns: [], leftOut };
  const { notes, gates, versionsOf } = await readCorpusNow(corpus, verdicts);
  const standingNow = standingVerdicts(verdicts, versionsOf);
  // What was carried over to a new name is not lost under its old one.
  const isThere = (verdict: AcceptedVerdict) =>
    notes.has(verdict.notePath) && gates.has(verdict.gateId) && verdict.evidence;
  const there = new Set(standingNow.filter(isThere).map(({ evidence }) => evidence?.reviewId));
  const warns: FixEntry[] = [];
  const findingsOf = await evidenceReader(corpus, ledger, standingNow);
  for (const { evidence, ...verdict } of standingNow) {
    if (evidence?.decision !== "warn" && evidence?.decision !== "fail") continue;
    const place = placeOf(verdict, gates.get(verdict.gateId), notes.get(verdict.notePath));
    if (place.isLeftOut) {
      const isGone = place.why === "noteGone" || place.why === "gateGone";
      if (!(isGone && there.has(evidence.reviewId))) leftOut[place.why] += 1;
      continue;
    }
    const { decision, rationaleMarkdown = "", ...about } = evidence;
    const found = await findingsOf(verdict, { ...about, decision, rationaleMarkdown });
    const standing = found.filter((finding) => (finding.waived !== undefined) === waived);
    if (standing.length === 0 && (found.length > 0 || waived)) {
      if (!waived) leftOut.waived += 1;
      continue;
    }
    const findings = standing.filter(isPicked);
    if (picks && findings.length === 0) continue;
    const staleReason = place.why && { staleReason: place.why };
    const worst = standing.length < found.length ? worstOf(standing) : decision;
    warns.push({ ...verdict, ...about, decision: worst, ...staleReason, findings });
  }
  return { warns, leftOut };
}

/** What is to be mended of a verdict: of an override the person's remark first, then what the review found. */
async function evidenceReader(corpus: Corpus, ledger: Ledger, verdicts: readonly AcceptedVerdict[]) {
  const asked = verdicts.filter(
    ({ evidence }) => evidence?.decision === "warn" || evidence?.decision === "fail",
  );
  const read = await findingsReader(
    ledger,
    asked.flatMap(({ evidence }) => evidence?.reviewId ?? []),
  );
  const todayOf = await notesToday(
    corpus,
    asked.map(({ notePath }) => notePath),
  );
  return async (
    { notePath, gateId }: Pick<AcceptedVerdict, "notePath" | "gateId">,
    evidence: Pick<FixEntry, "decision" | "reviewId"> & {
      overrideRemark?: string;
      rationaleMarkdown: string;
    },
  ): Promise<Finding[]> => {
    const { decision, overrideRemark: message, rationaleMarkdown, reviewId: id } = evidence;
    if (message === undefined)
      return read({ id, gateId, decision, rationaleMarkdown }, todayOf.get(notePath));
    // What a review says that found nothing is no finding, whatever a person made of it: the remark alone says what to mend.
    const review = await getGateReview(ledger, id);
    return [
      { severity: decision, message, quotes: [] },
      ...(review ? await read({ ...review, gateId }, todayOf.get(notePath)) : []),
    ];
  };
}

type Place =
  | { isLeftOut: true; why: Exclude<keyof LeftOut, "waived"> }
  | { isLeftOut: false; why?: NonNullable<FixEntry["staleReason"]> };

function placeOf(
  { acceptedNoteSha, acceptedGateSha, acceptanceKind }: Omit<AcceptedVerdict, "evidence">,
  gate: Gate | undefined,
  note: NoteNow | undefined,
): Place {
  if (!note) return { isLeftOut: true, why: "noteGone" };
  if (!gate) return { isLeftOut: true, why: "gateGone" };
  if (gate.sha !== acceptedGateSha) return { isLeftOut: true, why: "gateChanged" };
  // What nobody can say leaves the finding standing.
  if (gateScope(gate, note.frontMatter) === "does-not-apply") {
    return { isLeftOut: true, why: "notApplicable" };
  }
  if (acceptanceKind === "withdrawn") return { isLeftOut: false, why: "reopened" };
  return note.sha === acceptedNoteSha ? { isLeftOut: false } : { isLeftOut: false, why: "note-changed" };
}
