import { type Corpus, type FrontMatter, type Gate, gateScope, hashNotes, listGates } from "@review/corpus";
import { getGateReview, type Ledger, listFixQueue, type QueuedPair } from "@review/db";
import { type Finding, findingsOfReview, readFindings } from "./findings.ts";

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

/** A pair to mend: its evidence says warn or fail. */
export interface FixEntry extends Omit<QueuedPair, "rationaleMarkdown"> {
  /** The note is another one than the one accepted: some of it may be mended already. */
  staleReason?: "note-changed";
  /** What is to be mended; of an override, what the person remarked comes first. */
  findings: Finding[];
}

/** What accepted reviews ask to be mended. */
export interface FixQueueDocument {
  /** By note, then by gate. */
  warns: FixEntry[];
  leftOut: LeftOut;
}

/** What accepted reviews ask to be mended in the notes as they are now, by note and gate. */
export async function viewFixQueue(
  corpus: Corpus,
  ledger: Ledger,
  notePaths?: readonly string[],
): Promise<FixQueueDocument> {
  const pairs = await listFixQueue(ledger, { ...(notePaths && { notePaths }) });
  const leftOut: LeftOut = { gateChanged: 0, gateGone: 0, noteGone: 0, notApplicable: 0 };
  if (pairs.length === 0) return { warns: [], leftOut };
  const gates = new Map((await listGates(corpus)).gates.map((gate) => [gate.id, gate]));
  const notes = await readNow(corpus, pairs);
  const warns: FixEntry[] = [];
  for (const queued of pairs) {
    const place = placeOf(queued, gates.get(queued.gateId), notes.get(queued.notePath));
    if (place !== "queued" && place !== "queued, note changed") {
      leftOut[place] += 1;
      continue;
    }
    const { rationaleMarkdown, ...pair } = queued;
    warns.push({
      ...pair,
      ...(place === "queued, note changed" && { staleReason: "note-changed" }),
      findings: await findingsOf(ledger, queued),
    });
  }
  return { warns, leftOut };
}

async function findingsOf(ledger: Ledger, pair: QueuedPair): Promise<Finding[]> {
  const { decision, overrideRemark: text, rationaleMarkdown, reviewId } = pair;
  if (text === undefined) return readFindings(rationaleMarkdown);
  const remarked = { severity: decision, text, quotes: [] };
  // What a review says that found nothing is no finding, whatever a person made of it: the remark alone says what to mend.
  const review = await getGateReview(ledger, reviewId);
  return [remarked, ...(review ? findingsOfReview(review) : readFindings(rationaleMarkdown))];
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
