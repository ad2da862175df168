import { isIgnored } from "@review/corpus";
import {
  type Decision,
  type FindingQuote,
  type FindingSeverity,
  type GateReview,
  type GateReviewId,
  type Ledger,
  listFindings,
  type Finding as RecordedFinding,
  type Waiver,
} from "@review/db";
import { standingWaivers } from "@review/lifecycle";
import { parseFindings, placeAside } from "@review/protocol";
import type { NoteToday } from "./note-today.ts";

/** One thing that a review found. */
export interface Finding {
  severity: FindingSeverity;
  /** What is wrong, in the reviewer's words. */
  message: string;
  /** How it could be mended. */
  suggestion?: string;
  /** Its identity across reviews; absent where none is recorded: of a person's remark, and of reviews before version 7 of the ledger. */
  key?: string;
  /** Whether the last review before found it, too; absent where nobody knows. */
  isNew?: boolean;
  /** That it is to stand as it is, by decision of the owner; absent where it counts. */
  waived?: WaivedFinding;
  /** Exact words of the note that show it. */
  quotes: Quotation[];
}

/** Why a finding does not count. */
export interface WaivedFinding {
  reason: string;
  author?: string;
  /** The last day of it in UTC, `YYYY-MM-DD`; absent if it holds until it is taken back. */
  until?: string;
  /** When it was decided; absent if a comment in the note says so. */
  at?: string;
}

export interface Quotation {
  text: string;
  /** Where the words stand, unless nobody knows. */
  place?: QuotationPlace;
}

/** A place in a note. */
export interface QuotationPlace {
  /** From 1, columns in UTF-16 units; the end is behind the last unit. */
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
  /** UTF-16 offsets in the text. */
  startOffset: number;
  endOffset: number;
}

/** A judgement of which the findings are asked for. */
export type Judged = Pick<GateReview, "id" | "gateId" | "decision" | "rationaleMarkdown">;

/**
 * Reads the findings of some gate reviews at once, and answers for one after another. A pass found nothing. Places are those in
 * the note as it is now, if that is given, whose comments may settle a finding; else those in the version that was reviewed.
 */
export async function findingsReader(
  ledger: Ledger,
  reviewIds: readonly GateReviewId[],
): Promise<(review: Judged, note?: NoteToday) => Promise<Finding[]>> {
  const recorded = await listFindings(ledger, reviewIds);
  const keys = new Set([...recorded.values()].flat().map(({ key }) => key));
  const waivers = await standingWaivers(ledger, [...keys]);
  return async ({ id, gateId, decision, rationaleMarkdown }, note) => {
    if (decision === "pass") return [];
    const findings = recorded.get(id);
    if (!findings) return readWrittenFindings({ decision, rationaleMarkdown });
    const placeOf = note ? await placeFinder(note.text, findings) : placeOfQuote;
    return findings.map((recordedFinding) => {
      const finding = toFinding(recordedFinding, placeOf, waivers.get(recordedFinding.key));
      const reason = note && !finding.waived ? reasonInNote(note, gateId, finding) : undefined;
      return reason === undefined ? finding : { ...finding, waived: { reason } };
    });
  };
}

/** Why a comment in the note settles a finding: all its quotes stand in a block of which the comment says so. */
function reasonInNote({ text, ignores }: NoteToday, gateId: string, { quotes }: Finding): string | undefined {
  const whole = { startOffset: 0, endOffset: text.length };
  const places = quotes.length === 0 ? [whole] : quotes.map(({ place }) => place);
  const reasons = places.map(
    (place) => place && isIgnored(ignores, gateId, { start: place.startOffset, end: place.endOffset }),
  );
  return reasons.includes(undefined) ? undefined : reasons[0];
}

/** Findings as they were recorded, with the places in the version that was reviewed; of waivers nothing is said. */
export function viewFindings(recorded: readonly RecordedFinding[]): Finding[] {
  return recorded.map((finding) => toFinding(finding, placeOfQuote, undefined));
}

/** How bad the worst of some findings is. */
export const worstOf = (findings: readonly Pick<Finding, "severity">[]): FindingSeverity =>
  findings.some(({ severity }) => severity === "fail") ? "fail" : "warn";

/**
 * The findings of a judgement of which nothing but the text is kept. One without a list gives its first line of text as
 * its only finding; an item that names no severity has that of the judgement.
 */
function readWrittenFindings({
  decision,
  rationaleMarkdown,
}: {
  decision: Decision;
  rationaleMarkdown: string;
}): Finding[] {
  const ofJudgement = decision === "fail" ? "fail" : "warn";
  const items = parseFindings(rationaleMarkdown).filter(({ severity }) => severity !== "pass");
  if (items.length > 0) {
    return items.map(({ severity, text, quotes }) => ({
      severity: severity === "fail" || severity === "warn" ? severity : ofJudgement,
      message: text,
      quotes: quotes.map((quote) => ({ text: quote })),
    }));
  }
  const first = rationaleMarkdown.split("\n").find((line) => line.trim() !== "" && !line.startsWith("#"));
  return first === undefined ? [] : [{ severity: ofJudgement, message: first.trim(), quotes: [] }];
}

function toFinding(
  { severity, message, suggestion, key, continuesFindingId, quotes }: RecordedFinding,
  placeOf: (quote: FindingQuote) => QuotationPlace | undefined,
  waiver: Waiver | undefined,
): Finding {
  return {
    severity,
    message,
    ...(suggestion !== undefined && { suggestion }),
    key,
    isNew: continuesFindingId === undefined,
    ...(waiver && { waived: toWaived(waiver) }),
    quotes: quotes.map((quote) => {
      const place = placeOf(quote);
      return place ? { text: quote.exact, place } : { text: quote.exact };
    }),
  };
}

const toWaived = ({ reason, author, until, decidedAt: at }: Waiver): WaivedFinding => ({
  reason,
  ...(author !== undefined && { author }),
  ...(until !== undefined && { until }),
  at,
});

const placeOfQuote = ({ exact: _, prefix: __, suffix: ___, ...place }: FindingQuote): QuotationPlace => place;

/** Where the quotes of some findings stand in a note as it is now. */
async function placeFinder(note: string, findings: readonly RecordedFinding[]) {
  const quotes = findings.flatMap((finding) => finding.quotes);
  const anchors = quotes.map((quote) => ({ ...quote, start: quote.startOffset, end: quote.endOffset }));
  const places = await placeAside(note, anchors);
  const found = new Map(quotes.map((quote, index) => [quote, places[index]]));
  return (quote: FindingQuote): QuotationPlace | undefined => found.get(quote);
}
