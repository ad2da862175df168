import {
  type Corpus,
  type Gate,
  listGates,
  type Note,
  NoteNotFoundError,
  readFrontMatter,
  readNote,
  resolveNotePath,
  scopeOf,
} from "@review/corpus";
import { type Acceptance, type Ledger, standingAcceptance } from "@review/db";
import { AcceptanceChangedError, NeverReviewedError } from "@review/lifecycle";
import type { SeenPair } from "../api/page-action.ts";
import { Refusal } from "./refusal.ts";

/**
 * Note and gate of a pair, which must be a pair still, in the versions that were seen. Throws a Refusal where they are not, and
 * what `readNote`, `resolveNotePath` and `listGates` throw of one that is there.
 */
export async function readSeen(corpus: Corpus, seen: SeenPair): Promise<{ note: Note; gate: Gate }> {
  const { notePath, gateId } = seen;
  const note = await readNoteIfThere(corpus, notePath);
  // The page has the names that notes really have; another one is not that of the pair.
  if (note?.path !== notePath) throw changed("note-not-found", `there is no note ${notePath}`);
  if (note.sha !== seen.noteSha) throw changed("note-changed", `${notePath} has changed`);
  const gate = (await listGates(corpus)).gates.find(({ id }) => id === gateId);
  if (!gate) throw changed("gate-gone", `${gateId} is gone or broken`);
  if (gate.sha !== seen.gateSha) throw changed("gate-changed", `${gateId} has changed`);
  const judge = await scopeOf(gate);
  const { scope } = judge({ path: notePath, ...(await readFrontMatter(note.text)) });
  if (scope === "does-not-apply") throw changed("no-pair", `${gateId} applies to ${notePath} no longer`);
  return { note, gate };
}

/** The acceptance that stands for a pair, which must be the one that was seen. Throws AcceptanceChangedError and NeverReviewedError. */
export async function requireStanding(ledger: Ledger, seen: SeenPair): Promise<Acceptance> {
  const { notePath, gateId, modelId, acceptanceId: expected } = seen;
  const acceptance = await standingAcceptance(ledger, seen);
  if (!acceptance) throw new NeverReviewedError(notePath, gateId, modelId);
  const standing = acceptance.event.id;
  if (standing !== expected) throw new AcceptanceChangedError(notePath, gateId, { expected, standing });
  return acceptance;
}

async function readNoteIfThere(corpus: Corpus, notePath: string): Promise<Note | undefined> {
  try {
    return await readNote(corpus, await resolveNotePath(corpus, notePath, corpus.root));
  } catch (error) {
    if (error instanceof NoteNotFoundError) return undefined;
    throw error;
  }
}

const changed = (code: string, what: string) => new Refusal(409, code, `${what}: look at it again`);
