import { type DecidedFinding, type Ledger, listDecidedFindings, type PairsOfNote } from "@review/db";
import { locateQuotes, type SettledFinding } from "@review/protocol";
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
  const asked = notes.map(({ notePath, gateIds }) => ({ notePath, gateIds }));
  const decided = await listDecidedFindings(ledger, asked);
  const waivers = await standingWaivers(
    ledger,
    decided.map(({ key }) => key),
  );
  return new Map(
    notes.map(({ notePath, text }) => {
      const ofNote = decided.filter((finding) => finding.notePath === notePath && waivers.has(finding.key));
      const settled = stillThere(text, ofNote).map(({ gateId, severity, message, quotes, key }) => ({
        gateId,
        severity,
        message,
        quotes: quotes.map(({ exact }) => exact),
        reason: waivers.get(key)?.reason ?? "",
      }));
      return [notePath, settled] as const;
    }),
  );
}

function stillThere(note: string, findings: readonly DecidedFinding[]): DecidedFinding[] {
  const words = new Set(findings.flatMap(({ quotes }) => quotes.map(({ exact }) => exact)));
  const places = locateQuotes(note, [...words]);
  const found = new Set([...words].filter((_, index) => places[index] !== undefined));
  return findings.filter(({ quotes }) => quotes.every(({ exact }) => found.has(exact)));
}
