import { type Corpus, type Gate, type Note, resolveLocalLinks, settledByComments } from "@review/corpus";
import type { Ledger } from "@review/db";
import { listWaived } from "@review/lifecycle";
import { renderSettled } from "@review/protocol";
import type { CreatedDocument } from "./created-document.ts";

interface Asked {
  workspace: { corpus: Corpus };
  note: Note;
  gates: readonly Gate[];
}

/** What is to be read for a run beside its gates, each text once; the form of an answer is the procedure's. */
export async function readTexts(
  ledger: Ledger,
  { workspace, note, gates }: Asked,
): Promise<Pick<CreatedDocument, "note" | "links" | "settled">> {
  const links = await resolveLocalLinks(workspace.corpus, note);
  const gateIds = gates.map(({ id }) => id);
  const waived = await listWaived(ledger, [{ notePath: note.path, text: note.text, gateIds }]);
  const byComments = await settledByComments(note.text, gateIds);
  const settled = renderSettled([...(waived.get(note.path) ?? []), ...byComments], gateIds);
  return { note, links, ...(settled !== undefined && { settled }) };
}
