import { isFixturePath } from "@review/db/vocabulary";
import type { Corpus } from "./configuration/config.ts";
import { CorpusError } from "./errors.ts";
import { readFixtureNote } from "./fixtures/read-fixtures.ts";
import { GatesDirectoryError } from "./gates/gate-errors.ts";
import type { KnownInputs } from "./gates/gate-inputs.ts";
import { type GateFile, listGateFiles } from "./gates/list-gate-files.ts";
import { isBroken, readGate } from "./gates/read-gate.ts";
import type { Note } from "./notes/note.ts";
import { hashNotes } from "./notes/read-notes.ts";

/** What of a note and gates is on disk no more as it was captured, or cannot be read any more. */
export interface ChangedSince {
  note: boolean;
  /** Gate ids. */
  gates: string[];
}

/** What of a note and some gates is no more as it was captured; undefined if all of it is. */
export async function changedSince(
  corpus: Pick<Corpus, "root" | "config">,
  captured: { notePath: string; noteSha: string; gates: readonly { gateId: string; gateSha: string }[] },
): Promise<ChangedSince | undefined> {
  const { notePath, noteSha, gates } = captured;
  const read = isFixturePath(notePath) ? readFixtureNote : hashNote;
  const note = await read(corpus, notePath).catch(unlessUnreadable);
  const changed = await changedGates(corpus, gates);
  const isChanged = note?.sha !== noteSha;
  return isChanged || changed.length > 0 ? { note: isChanged, gates: changed } : undefined;
}

/** The ids of those gates that are no more as they were captured, or cannot be read any more. */
export async function changedGates(
  corpus: Pick<Corpus, "root" | "config">,
  captured: readonly { gateId: string; gateSha: string }[],
): Promise<string[]> {
  const files = new Map((await gateFilesLeft(corpus)).map((file) => [file.id, file]));
  const changed: string[] = [];
  const inputs: KnownInputs = new Map();
  for (const { gateId, gateSha } of captured) {
    const file = files.get(gateId);
    const gate = file && (await readGate(corpus, file, inputs));
    if (!gate || isBroken(gate) || gate.sha !== gateSha) changed.push(gateId);
  }
  return changed;
}

async function hashNote(
  corpus: Pick<Corpus, "root" | "config">,
  notePath: string,
): Promise<Pick<Note, "sha"> | undefined> {
  return (await hashNotes(corpus, [notePath])).notes[0];
}

/** What cannot be read is not what was captured. */
function unlessUnreadable(error: unknown): undefined {
  if (!(error instanceof CorpusError)) throw error;
}

async function gateFilesLeft(corpus: Pick<Corpus, "root" | "config">): Promise<GateFile[]> {
  try {
    return await listGateFiles(corpus);
  } catch (error) {
    if (error instanceof GatesDirectoryError) return [];
    throw error;
  }
}
