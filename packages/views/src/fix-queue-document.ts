import type { Corpus, Gate } from "@review/corpus";
import { type AcceptedVerdict, type GateReviewId, type Ledger, listVerdicts, type RunId } from "@review/db";
import type { Finding } from "./finding.ts";
import { type FixQuestion, readFixQuestion } from "./fix-question.ts";
import { carriedOverTo } from "./moved/carried-over.ts";
import { standingVerdicts } from "./pairs/standing-verdict.ts";
import { verdictReader } from "./pairs/verdict-reader.ts";
import { type CorpusNow, type NoteNow, readCorpusNow } from "./pairs/versions-now.ts";
import { quarantineFinder } from "./quarantine/quarantined-gates.ts";
import { readQuarantined } from "./quarantine/standing-quarantines.ts";

/** Why verdicts are not in the queue although they say warn or fail, and how many. */
export interface LeftOut {
  /** The gate asks something else now than it did then. */
  gateChanged: number;
  /** The gate is gone, or cannot be read. */
  gateGone: number;
  /** The note is gone, or cannot be read. */
  noteGone: number;
  /** Note or gate was renamed, and what it had was carried over to its new name, of which nothing was asked. */
  carriedOver: number;
  /** The note is not, or no longer, among those that the gate is for. */
  notApplicable: number;
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
  staleReason?: "note-changed" | "reopened";
  /** Why the gate is quarantined under the partition, so that this makes `verify` fail no more; absent if it is not. */
  quarantined?: string;
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
  const { waived = false, disputed = false } = question;
  const settled = waived ? "waived" : disputed ? "disputed" : undefined;
  const verdicts = (await listVerdicts(ledger, filter)).filter(isOfGate);
  const leftOut: LeftOut = {
    gateChanged: 0,
    gateGone: 0,
    noteGone: 0,
    carriedOver: 0,
    notApplicable: 0,
    waived: 0,
    disputed: 0,
  };
  if (verdicts.length === 0) return { warns: [], leftOut };
  const { notes, gates, versionsOf, isInScope } = await readCorpusNow(corpus, verdicts);
  const standingNow = standingVerdicts(verdicts, versionsOf);
  // What was carried over to a new name is not lost under its old one.
  const isThere = (verdict: AcceptedVerdict) =>
    notes.has(verdict.notePath) && gates.has(verdict.gateId) && verdict.evidence;
  const there = new Set(standingNow.filter(isThere).map(({ evidence }) => evidence?.reviewId));
  const asked: { verdict: AskedVerdict; why?: FixEntry["staleReason"] }[] = [];
  for (const verdict of standingNow.filter(isAsked)) {
    const [gate, note] = [gates.get(verdict.gateId), notes.get(verdict.notePath)];
    const { isLeftOut, why } = placeOf(verdict, gate, note, isInScope);
    if (!isLeftOut) asked.push({ verdict, ...(why && { why }) });
    else if (!isGone(why)) leftOut[why] += 1;
    else if (!there.has(verdict.evidence.reviewId)) {
      // Of that other name nothing was asked.
      const isCarried = await carriedOverTo(ledger, verdict.evidence.reviewId, verdict);
      leftOut[isCarried ? "carriedOver" : why] += 1;
    }
  }
  const read = await verdictReader(
    corpus,
    ledger,
    asked.map(({ verdict }) => verdict),
    { settled },
  );
  const quarantineOf = quarantineFinder(await readQuarantined(corpus, ledger, [...gates.values()]));
  const warns: FixEntry[] = [];
  for (const { verdict, why } of asked) {
    const { found, standing, decision } = await read(verdict);
    if (decision === undefined || (settled && standing.length === 0)) {
      if (!settled) leftOut[found.some((finding) => finding.disputed) ? "disputed" : "waived"] += 1;
      continue;
    }
    const findings = standing.filter(isPicked);
    if (picks && findings.length === 0) continue;
    const { evidence, ...about } = verdict;
    const { rationaleMarkdown: _, ...review } = evidence;
    const quarantined = quarantineOf(verdict.gateId, verdict.modelId)?.reason;
    warns.push({
      ...{ ...about, ...review, decision },
      ...(why && { staleReason: why }),
      ...(quarantined !== undefined && { quarantined }),
      findings,
    });
  }
  return { warns, leftOut };
}

/** A verdict that says warn or fail. */
type AskedVerdict = AcceptedVerdict & Required<Pick<AcceptedVerdict, "evidence">>;

const isAsked = (verdict: AcceptedVerdict): verdict is AskedVerdict =>
  verdict.evidence?.decision === "warn" || verdict.evidence?.decision === "fail";

const isGone = (why: keyof LeftOut) => why === "noteGone" || why === "gateGone";

type Place =
  | { isLeftOut: true; why: Exclude<keyof LeftOut, "waived" | "disputed" | "carriedOver"> }
  | { isLeftOut: false; why?: NonNullable<FixEntry["staleReason"]> };

function placeOf(
  verdict: Omit<AcceptedVerdict, "evidence">,
  gate: Gate | undefined,
  note: NoteNow | undefined,
  isInScope: CorpusNow["isInScope"],
): Place {
  const { acceptedNoteSha, acceptedGateSha, acceptanceKind } = verdict;
  if (!note) return { isLeftOut: true, why: "noteGone" };
  if (!gate) return { isLeftOut: true, why: "gateGone" };
  if (gate.sha !== acceptedGateSha) return { isLeftOut: true, why: "gateChanged" };
  if (!isInScope(verdict)) return { isLeftOut: true, why: "notApplicable" };
  if (acceptanceKind === "withdrawn") return { isLeftOut: false, why: "reopened" };
  return note.sha === acceptedNoteSha ? { isLeftOut: false } : { isLeftOut: false, why: "note-changed" };
}
