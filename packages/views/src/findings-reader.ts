import { grouped, type Ignore, settledBy } from "@review/corpus";
import {
  type GateReview,
  type GateReviewId,
  type Ledger,
  listFindings,
  listOpinions,
  type Finding as RecordedFinding,
} from "@review/db";
import { standingWaivers } from "@review/lifecycle";
import { type Finding, placeOfQuote, settle, toFinding } from "./finding.ts";
import type { NoteToday } from "./note-today.ts";
import { readWrittenFindings } from "./written-findings.ts";

/** A judgement of which the findings are asked for. */
export type Judged = Pick<GateReview, "id" | "gateId" | "decision" | "rationaleMarkdown">;

/** A review whose findings are asked for, and a name, such as a path, of the note that is given with it, if one is. */
export interface AskedReview {
  id: GateReviewId;
  readIn: string;
}

/**
 * Reads the findings of some gate reviews at once, and answers for one after another. A pass found nothing. Places are those in
 * the note as it is now, if that is given, whose comments may settle a finding; else those in the version that was reviewed. A note
 * that is given is read once for all reviews with which it is given: there may be thousands.
 */
export async function findingsReader(
  ledger: Ledger,
  reviews: readonly AskedReview[],
): Promise<(review: Judged, note?: NoteToday) => Promise<Finding[]>> {
  const recorded = await listFindings(
    ledger,
    reviews.map(({ id }) => id),
  );
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
  const quotesIn = quotesReader(reviews, recorded);
  return async ({ id, gateId, decision, rationaleMarkdown }, note) => {
    if (decision === "pass") return [];
    const rows = recorded.get(id);
    const today = note && rows && (await quotesIn(note, id));
    const placeOf = today?.placeOf ?? placeOfQuote;
    const written = rows ? [] : readWrittenFindings({ decision, rationaleMarkdown });
    const findings =
      rows?.map((row) => ({ finding: toFinding(row, placeOf), ...waiverOf(row) })) ??
      written.map((finding) => ({ finding }));
    const markGone = today?.markGone ?? note?.goneMarker(wordsOf(written)) ?? ((finding: Finding) => finding);
    return findings.map(({ finding, ...waiver }) =>
      settle(markGone(finding), { ...waiver, comment: note && commentOn(finding, gateId, note) }),
    );
  };
}

const wordsOf = (findings: readonly Finding[]) =>
  findings.flatMap(({ quotes }) => quotes.map(({ text }) => text));

/** Looks in a note for the quotes of all reviews that are read in it, once one of them is asked for. */
function quotesReader(
  reviews: readonly AskedReview[],
  recorded: ReadonlyMap<GateReviewId, readonly RecordedFinding[]>,
) {
  const nameOf = new Map(reviews.map(({ id, readIn }) => [id, readIn]));
  const together = grouped(nameOf.keys(), (id) => nameOf.get(id) ?? "");
  const look = async (note: NoteToday, ids: readonly GateReviewId[]) => {
    const lists = ids.map((id) => (recorded.get(id) ?? []).flatMap(({ quotes }) => quotes));
    const markGone = note.goneMarker(lists.flat().map(({ exact }) => exact));
    return { placeOf: await note.placeFinder(lists), markGone };
  };
  const looked = new WeakMap<NoteToday, ReturnType<typeof look>>();
  return (note: NoteToday, id: GateReviewId) => {
    const found = looked.get(note) ?? look(note, together.get(nameOf.get(id) ?? "") ?? []);
    looked.set(note, found);
    return found;
  };
}

function commentOn(finding: Finding, gateId: string, note: NoteToday): Ignore | undefined {
  const places = finding.quotes.map(
    ({ place }) => place && { start: place.startOffset, end: place.endOffset },
  );
  return settledBy(note, gateId, places);
}
