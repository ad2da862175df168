import { type Corpus, type FrontMatter, type Gate, gateScope, hashNotes, listGates } from "@review/corpus";
import { getGateReview, type Ledger, listFixQueue, type QueuedPair } from "@review/db";
import type { Finding } from "@review/protocol";
import { readFindings } from "./findings.ts";

/** Why pairs are not in the queue although their evidence says warn or fail, and how many. */
export interface LeftOut {
  /** The gate asks something else now than it did then. */
  gateChanged: number;
  /** The gate is gone, or cannot be read. */
  gateGone: number;
  /** The note is gone, or cannot be read. */
  noteGone: number;
  /** The gate requires a trait that the note has no longer. */
  notApplicable: number;
}

export interface QueuedFix extends QueuedPair {
  /** Empty where the review said pass and a person overrode it: then the remark alone says what to mend. */
  rationaleMarkdown: string;
  /** The note is another one than the one accepted: some of it may be mended already. */
  staleReason?: "note-changed";
}

export interface FixQueue {
  queue: QueuedFix[];
  leftOut: LeftOut;
}

/** What accepted reviews ask to be mended in the notes as they are now, by note and gate. */
export async function readFixQueue(
  corpus: Corpus,
  ledger: Ledger,
  notePaths?: readonly string[],
): Promise<FixQueue> {
  const pairs = await listFixQueue(ledger, { ...(notePaths && { notePaths }) });
  const leftOut: LeftOut = { gateChanged: 0, gateGone: 0, noteGone: 0, notApplicable: 0 };
  if (pairs.length === 0) return { queue: [], leftOut };
  const gates = new Map((await listGates(corpus)).gates.map((gate) => [gate.id, gate]));
  const notes = await readNow(corpus, pairs);
  const queue: QueuedFix[] = [];
  for (const pair of pairs) {
    const place = placeOf(pair, gates.get(pair.gateId), notes.get(pair.notePath));
    if (place === "queued") queue.push(await withoutPraise(ledger, pair));
    else if (place === "queued, note changed") {
      queue.push({ ...(await withoutPraise(ledger, pair)), staleReason: "note-changed" });
    } else leftOut[place] += 1;
  }
  return { queue, leftOut };
}

/** What a review says that found nothing is no finding, whatever a person made of it. */
async function withoutPraise(ledger: Ledger, pair: QueuedPair): Promise<QueuedPair> {
  if (pair.overrideRemark === undefined) return pair;
  const review = await getGateReview(ledger, pair.reviewId);
  return review?.decision === "pass" ? { ...pair, rationaleMarkdown: "" } : pair;
}

/** An entry of the queue as it is printed as JSON: findings in place of the whole text. */
export type FixEntry = Omit<QueuedFix, "rationaleMarkdown"> & { findings: Finding[] };

export function toFixEntry(fix: QueuedFix): FixEntry {
  const { rationaleMarkdown, ...pair } = fix;
  return { ...pair, findings: findingsOf(fix) };
}

/** What is to be mended; of an override, what the person remarked comes first. */
export function findingsOf({ decision, overrideRemark: text, rationaleMarkdown }: QueuedFix): Finding[] {
  const remarked = text === undefined ? [] : [{ severity: decision, text, quotes: [] }];
  return [...remarked, ...readFindings(rationaleMarkdown)];
}

interface NoteNow {
  sha: string;
  frontMatter: Pick<FrontMatter, "data" | "problem">;
}

async function readNow(corpus: Corpus, pairs: readonly QueuedPair[]): Promise<Map<string, NoteNow>> {
  const paths = [...new Set(pairs.map(({ notePath }) => notePath))];
  const { notes } = await hashNotes(corpus, paths, { frontMatter: true });
  return new Map(notes.map(({ path, sha, frontMatter = { data: {} } }) => [path, { sha, frontMatter }]));
}

function placeOf(
  { acceptedNoteSha, acceptedGateSha }: QueuedPair,
  gate: Gate | undefined,
  note: NoteNow | undefined,
): keyof LeftOut | "queued" | "queued, note changed" {
  if (!note) return "noteGone";
  if (!gate) return "gateGone";
  if (gate.sha !== acceptedGateSha) return "gateChanged";
  // What nobody can say leaves the finding standing.
  if (gateScope(gate, note.frontMatter) === "does-not-apply") return "notApplicable";
  return note.sha === acceptedNoteSha ? "queued" : "queued, note changed";
}
