import { type Ignore, settledBy } from "@review/corpus";
import {
  type GateReview,
  type GateReviewId,
  type Ledger,
  listFindings,
  listOpinions,
  type Finding as RecordedFinding,
} from "@review/db";
import { CHECKS_PARTITION, standingWaivers } from "@review/lifecycle";
import { type Finding, placeOfQuote, settle, toFinding } from "./finding.ts";
import type { NoteToday } from "./note-today.ts";
import { readWrittenFindings } from "./written-findings.ts";

/** A judgement of which the findings are asked for. */
export type Judged = Pick<GateReview, "id" | "gateId" | "modelId" | "decision" | "rationaleMarkdown">;

/**
 * Reads the findings of some gate reviews at once, and answers for one after another. A pass found nothing. Places are those in
 * the note as it is now, if that is given, whose comments may settle a finding; else those in the version that was reviewed.
 */
export async function findingsReader(
  ledger: Ledger,
  reviewIds: readonly GateReviewId[],
): Promise<(review: Judged, note?: NoteToday) => Promise<Finding[]>> {
  const recorded = await listFindings(ledger, reviewIds);
  const waivers = await standingWaivers(ledger, [...recorded.values()].flat());
  const opinions = await listOpinions(
    ledger,
    [...recorded.values()].flatMap((rows) => rows.map(({ id }) => id)),
  );
  const waiverOf = (row: RecordedFinding) => ({
    opinion: opinions.get(row.id),
    waiver: waivers.waived.get(row),
    outgrown: waivers.outgrown.get(row),
  });
  return async ({ id, gateId, modelId, decision, rationaleMarkdown }, note) => {
    if (decision === "pass") return [];
    const rows = recorded.get(id);
    const placeOf =
      note && rows ? await note.placeFinder(rows.flatMap(({ quotes }) => quotes)) : placeOfQuote;
    const findings =
      rows?.map((row) => ({
        finding: toFinding(row, placeOf),
        ...waiverOf(row),
        // A check of one's own said where, and quoted nothing.
        isExact: modelId === CHECKS_PARTITION && !row.isAttested,
      })) ??
      readWrittenFindings({ decision, rationaleMarkdown }).map((finding) => ({ finding, isExact: false }));
    const markGone = note ? note.markGone : (finding: Finding) => finding;
    return findings.map(({ finding, isExact, ...waiver }) =>
      settle(markGone(finding), { ...waiver, comment: note && commentOn(finding, gateId, note, isExact) }),
    );
  };
}

function commentOn(finding: Finding, gateId: string, note: NoteToday, isExact: boolean): Ignore | undefined {
  const places = finding.quotes.map(
    ({ place }) => place && { start: place.startOffset, end: place.endOffset },
  );
  return settledBy(note, gateId, places, { isExact });
}
