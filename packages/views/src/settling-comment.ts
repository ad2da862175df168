import type { Corpus } from "@review/corpus";
import type { Ledger } from "@review/db";
import { viewFixQueue } from "./fix-queue-document.ts";

/** A comment in a note that settles a finding. */
export interface SettlingComment {
  notePath: string;
  /** From 1. */
  line: number;
}

/** The comment that keeps a finding from counting which is not waived; undefined if there is none in the notes as they are now. */
export async function settlingComment(
  corpus: Corpus,
  ledger: Ledger,
  key: string,
): Promise<SettlingComment | undefined> {
  const { warns } = await viewFixQueue(corpus, ledger, { cwd: corpus.root, waived: true });
  for (const { notePath, findings } of warns) {
    const line = findings.find((finding) => finding.key === key)?.waived?.line;
    if (line !== undefined) return { notePath, line };
  }
  return undefined;
}
