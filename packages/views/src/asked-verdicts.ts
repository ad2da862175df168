import type { Corpus, Gate } from "@review/corpus";
import {
  type AcceptedVerdict,
  type GateReviewId,
  type Ledger,
  listVerdicts,
  type VerdictFilter,
} from "@review/db";
import { carriedOverTo } from "@review/lifecycle";
import { standingVerdicts } from "./pairs/standing-verdict.ts";
import { type CorpusNow, type NoteNow, readCorpusNow } from "./pairs/versions-now.ts";
import { readQuarantined } from "./quarantine/standing-quarantines.ts";
import { type ReadVerdict, verdictReader } from "./verdict-reader.ts";
import type { NotAsked, OutdatedReason } from "./words/pair-words.ts";

/** A verdict that says warn or fail, of a pair that there is. */
export interface AskedVerdict {
  verdict: JudgedVerdict;
  why?: OutdatedReason;
  /** Why the gate is quarantined under the partition. */
  quarantined?: string;
  /** All that it found, settled or not. */
  read: ReadVerdict;
}

type JudgedVerdict = AcceptedVerdict & Required<Pick<AcceptedVerdict, "evidence">>;

/** A verdict that says warn or fail and asks for nothing, and why. */
export interface LeftOutVerdict {
  notePath: string;
  why: keyof NotAsked;
}

export interface AskedVerdicts {
  asked: AskedVerdict[];
  gateChanged: AskedVerdict[];
  leftOut: LeftOutVerdict[];
  /** How many these are. */
  notAsked: NotAsked;
  /** The reviews that stand for notes and gates which are there. */
  there: { notePath: string; reviewId: GateReviewId }[];
}

/**
 * What stands and says warn or fail, with its findings; and how much of it is about what is no longer there. What was found before
 * its gate changed is read only `withGateChanged`.
 */
export async function readAskedVerdicts(
  corpus: Corpus,
  ledger: Ledger,
  {
    verdicts: filter,
    isOfGate,
    withGateChanged = false,
    alsoThere,
  }: {
    verdicts: VerdictFilter;
    isOfGate(of: { gateId: string }): boolean;
    withGateChanged?: boolean;
    /** Reviews that stand for notes which are not asked about. */
    alsoThere?: ReadonlySet<GateReviewId>;
  },
): Promise<AskedVerdicts> {
  const verdicts = (await listVerdicts(ledger, filter)).filter(isOfGate);
  if (verdicts.length === 0) {
    return { asked: [], gateChanged: [], leftOut: [], notAsked: countLeftOut([]), there: [] };
  }
  const leftOut: LeftOutVerdict[] = [];
  const { notes, gates, versionsOf, isInScope } = await readCorpusNow(corpus, verdicts);
  const standing = standingVerdicts(verdicts, versionsOf);
  // What was carried over to a new name is not lost under its old one.
  const isThere = (verdict: AcceptedVerdict) =>
    notes.has(verdict.notePath) && gates.has(verdict.gateId) && verdict.evidence;
  const thereOf = standing.flatMap((verdict) => {
    const { notePath, evidence } = verdict;
    return evidence && isThere(verdict) ? [{ notePath, reviewId: evidence.reviewId }] : [];
  });
  const there = new Set(thereOf.map(({ reviewId }) => reviewId));
  const placed: Placed[] = [];
  const changed: Placed[] = [];
  for (const verdict of standing.filter(isAsked)) {
    const [gate, note] = [gates.get(verdict.gateId), notes.get(verdict.notePath)];
    const { isLeftOut, why } = placeOf(verdict, gate, note, isInScope);
    if (!isLeftOut) placed.push({ verdict, ...(why && { why }) });
    else if (!isGone(why)) {
      leftOut.push({ notePath: verdict.notePath, why });
      if (withGateChanged && why === "gateChanged" && isInScope(verdict)) changed.push({ verdict });
    } else if (!there.has(verdict.evidence.reviewId) && !alsoThere?.has(verdict.evidence.reviewId)) {
      // Of that other name nothing was asked.
      const isCarried = await carriedOverTo(ledger, verdict.evidence.reviewId, verdict);
      leftOut.push({ notePath: verdict.notePath, why: isCarried ? "carriedOver" : why });
    }
  }
  const read = await verdictReader(
    corpus,
    ledger,
    [...placed, ...changed].map(({ verdict }) => verdict),
  );
  const quarantines = await readQuarantined(corpus, ledger, [...gates.values()]);
  const readAll = async (all: readonly Placed[]): Promise<AskedVerdict[]> => {
    const found: AskedVerdict[] = [];
    for (const { verdict, why } of all) {
      const quarantined = quarantines.of(verdict.gateId, verdict.modelId)?.reason;
      found.push({
        ...{ verdict, read: await read(verdict) },
        ...(why && { why }),
        ...(quarantined !== undefined && { quarantined }),
      });
    }
    return found;
  };
  return {
    asked: await readAll(placed),
    gateChanged: await readAll(changed),
    leftOut,
    notAsked: countLeftOut(leftOut),
    there: thereOf,
  };
}

/** How many verdicts are left out, by why. */
export function countLeftOut(leftOut: readonly Pick<LeftOutVerdict, "why">[]): NotAsked {
  const amounts: NotAsked = { gateChanged: 0, gateGone: 0, noteGone: 0, carriedOver: 0, notApplicable: 0 };
  for (const { why } of leftOut) amounts[why] += 1;
  return amounts;
}

interface Placed {
  verdict: JudgedVerdict;
  why?: OutdatedReason;
}

const isAsked = (verdict: AcceptedVerdict): verdict is JudgedVerdict =>
  verdict.evidence?.decision === "warn" || verdict.evidence?.decision === "fail";

const isGone = (why: keyof NotAsked) => why === "noteGone" || why === "gateGone";

type Place =
  | { isLeftOut: true; why: Exclude<keyof NotAsked, "carriedOver"> }
  | { isLeftOut: false; why?: OutdatedReason };

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
