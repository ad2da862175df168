import { type Corpus, hashNotes } from "@review/corpus";
import type { Ledger } from "@review/db";
import { isCarriedOver } from "./carried-over.ts";

/** Paths of notes that something is `accepted` of and that are not there; `listed` are those that the globs match. */
export async function findGoneNotes(
  corpus: Corpus,
  ledger: Ledger | undefined,
  { accepted, listed }: { accepted: readonly string[]; listed: Iterable<string> },
): Promise<string[]> {
  const known = new Set(listed);
  // A note that the globs do not match can have been reviewed by name.
  const { problems } = await hashNotes(
    corpus,
    accepted.filter((path) => !known.has(path)),
  );
  const gone = problems.filter(({ code }) => code === "note-not-found").map(({ path }) => path);
  return await notCarriedOver(ledger, "note", gone);
}

/** Names of which something would be lost: what was renamed and carried over is not gone. */
export async function notCarriedOver(
  ledger: Ledger | undefined,
  what: "note" | "gate",
  names: readonly string[],
): Promise<string[]> {
  const left: string[] = [];
  for (const name of names) if (!ledger || !(await isCarriedOver(ledger, what, name))) left.push(name);
  return left;
}
