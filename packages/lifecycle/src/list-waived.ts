import { type Ledger, listDecidedFindings, type PairsOfNote } from "@review/db";
import { checkEach, checkFields } from "@review/db/check-fields";
import type { SettledFinding } from "@review/protocol";
import { standingWaivers } from "./waive.ts";

/** A note as it is now, with the gates that it is to be reviewed by. */
export interface NoteToReview extends PairsOfNote {
  text: string;
}

/**
 * The findings of some notes that are waived and would be found again, by note: all that a review of the pair ever found, since
 * one that heeds the waiver does not find it. Where a quote of it stands in the note no more, it is another finding.
 */
export async function listWaived(
  ledger: Ledger,
  notes: readonly NoteToReview[],
): Promise<ReadonlyMap<string, readonly SettledFinding[]>> {
  checkFields({ notes }, "listWaived", { notes: "list" });
  checkEach(notes, "notes", { notePath: "text", gateIds: "texts", text: "text" });
  const asked = notes.map(({ notePath, gateIds }) => ({ notePath, gateIds }));
  const decided = await listDecidedFindings(ledger, asked);
  const { waived } = await standingWaivers(ledger, decided);
  if (waived.size === 0) return new Map(notes.map(({ notePath }) => [notePath, []]));
  // Hardly any note has such findings, and what finds their quotes takes as long to load as all this.
  const { stillThere } = await import("./still-there.ts");
  return new Map(
    notes.map(({ notePath, text }) => {
      const ofNote = decided.filter((finding) => finding.notePath === notePath && waived.has(finding));
      const settled = stillThere(text, ofNote).map((finding) => ({
        gateId: finding.gateId,
        severity: finding.severity,
        message: finding.message,
        quotes: finding.quotes.map(({ exact }) => exact),
        reason: waived.get(finding)?.reason ?? "",
      }));
      return [notePath, settled] as const;
    }),
  );
}
