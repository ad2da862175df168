import { type Corpus, readNotes } from "@review/corpus";
import {
  type FindingSeverity,
  getGateReview,
  getSnapshot,
  type Ledger,
  type ModelId,
  standingAcceptance,
} from "@review/db";
import { counts, type Finding } from "../finding.ts";
import { findingsReader } from "../findings-reader.ts";
import { type NoteToday, readNoteToday } from "../note-today.ts";
import type { ReviewedPair } from "./acknowledgeable.ts";

/** A finding that counted in the version that was accepted, and that a comment settles in the note as it is now. */
export interface NewlySettled {
  key?: string;
  severity: FindingSeverity;
  message: string;
  /** The comment's. */
  reason: string;
  /** Where the comment stands, from 1. */
  line: number;
}

/** A pair under a partition. */
interface PairUnder {
  notePath: string;
  gateId: string;
  modelId: ModelId;
}

/**
 * What comments settle, in notes as they are now, of what counted in the versions that were accepted: whoever carries the
 * verdicts over is to know. Answers for each of the pairs; of one of which nothing is settled anew, with nothing.
 */
export async function newlySettled(
  corpus: Corpus,
  ledger: Ledger,
  pairs: readonly ReviewedPair[],
): Promise<(pair: PairUnder) => readonly NewlySettled[]> {
  const settled = new Map<string, NewlySettled[]>();
  const todayOf = textReader(async (path) => (await readNotes(corpus, [path])).notes[0]?.text);
  const beforeOf = textReader(async (sha) => getSnapshot(ledger, sha));
  const readers = {
    findingsBefore: await findingsReader(
      ledger,
      pairs.map(({ reviewId: id, acceptedNoteSha = "" }) => ({ id, readIn: acceptedNoteSha })),
    ),
    findingsToday: await findingsReader(
      ledger,
      pairs.map(({ reviewId: id, notePath: readIn }) => ({ id, readIn })),
    ),
  };
  for (const pair of pairs) {
    const today = await todayOf(pair.notePath);
    const before = await beforeOf(pair.acceptedNoteSha ?? "");
    if (!today || !before || today.ignores.length === 0) continue;
    const found = await settledIn(ledger, pair, { before, today, ...readers });
    if (found.length > 0) settled.set(keyOf({ ...pair, modelId: pair.acceptedModelId }), found);
  }
  return (pair) => settled.get(keyOf(pair)) ?? [];
}

const keyOf = ({ notePath, gateId, modelId }: PairUnder) => JSON.stringify([notePath, gateId, modelId]);

/** Reads what a text says of findings, and keeps it for pairs of the same. */
function textReader(read: (name: string) => Promise<string | undefined>) {
  let current: { name: string; note: NoteToday | undefined } | undefined;
  return async (name: string) => {
    if (current?.name !== name) {
      const text = await read(name);
      current = { name, note: text === undefined ? undefined : await readNoteToday(text) };
    }
    return current.note;
  };
}

type FindingsOf = Awaited<ReturnType<typeof findingsReader>>;

async function settledIn(
  ledger: Ledger,
  { notePath, gateId, noteSha, gateSha, acceptedModelId: modelId, reviewId }: ReviewedPair,
  {
    before,
    today,
    findingsBefore,
    findingsToday,
  }: { before: NoteToday; today: NoteToday; findingsBefore: FindingsOf; findingsToday: FindingsOf },
): Promise<NewlySettled[]> {
  const standing = await standingAcceptance(ledger, { notePath, gateId, noteSha, gateSha, modelId });
  const review = await getGateReview(ledger, reviewId);
  // What a person decided to let pass counted for nothing.
  if (!review || standing?.override?.overrideDecision === "pass") return [];
  const counted = await findingsBefore({ ...review, gateId }, before);
  const now = await findingsToday({ ...review, gateId }, today);
  return now.flatMap((finding, at) => {
    const was = counted[at];
    return was && counts(was) ? toSettled(finding) : [];
  });
}

function toSettled({ key, severity, message, waived }: Finding): NewlySettled[] {
  if (waived?.line === undefined) return [];
  return [{ ...(key !== undefined && { key }), severity, message, reason: waived.reason, line: waived.line }];
}
