import { hash } from "node:crypto";
import type { Snapshot } from "@review/db";

/** A git blob id in its one form; undefined for what is none (abbreviations, names of branches, …). */
export function asBlobId(text: string | null): string | undefined {
  const id = text?.trim().toLowerCase();
  return id !== undefined && /^[0-9a-f]{40}$/.test(id) ? id : undefined;
}

/** Whether two values name the same git blob. Values that name none are the same if they are equal. */
export function isSameBlob(a: string | null, b: string | null): boolean {
  return a === b || (asBlobId(a) !== undefined && asBlobId(a) === asBlobId(b));
}

/**
 * The text that stands for one that was not found. Runs and gate sets must name a text that the ledger has; this
 * one says honestly what it is, and is no note's and no gate's.
 */
export function standIn(sha: string | null): Snapshot {
  const id = asBlobId(sha);
  if (id) return snapshotOf(`The text behind git blob ${id} was not found when this history was imported.\n`);
  const value = sha === null ? "nothing" : JSON.stringify(sha.slice(0, 100));
  return snapshotOf(`The old ledger names ${value} where the git blob of a text should be.\n`);
}

/** The content sha that stands for a git blob id: of the text found, or of one that says that there is none. */
export function contentShaOf(sha: string | null, texts: ReadonlyMap<string, Pick<Snapshot, "sha">>): string {
  return (texts.get(asBlobId(sha) ?? "") ?? standIn(sha)).sha;
}

/**
 * A content sha that an acceptance names so that it can never be fresh. Nothing has that content and no snapshot
 * is kept of it: otherwise parts of a note could be found unchanged, and the pair acknowledged as trivially changed.
 */
export function shaOfNoText(why: string): string {
  return snapshotOf(`not a text: ${why}`).sha;
}

function snapshotOf(text: string): Snapshot {
  return { sha: hash("sha256", text, "hex"), text };
}
