import type { Ignore } from "@review/corpus";
import type {
  AcceptableDecision,
  FindingQuote,
  FindingSeverity,
  Opinion,
  Finding as RecordedFinding,
} from "@review/db";
import type { Waived } from "@review/lifecycle";
import type { QuotationPlace } from "@review/protocol";

export type { QuotationPlace };

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
  /** How severe the last review before found it; absent where it was as severe, and where it is new. */
  wasSeverity?: FindingSeverity;
  /** That it is to stand as it is, by decision of the owner; absent where it counts. */
  waived?: WaivedFinding;
  /** A decision of the owner's that no longer covers it: what was to stand was milder. The finding counts. */
  outgrownWaiver?: Omit<WaivedFinding, "line">;
  /** That a second reviewer says it does not hold; it does not count. Absent where nobody was asked, or it was confirmed. */
  disputed?: DisputedFinding;
  /** It is what a person remarked who decided in the reviewer's place, not what was found; absent of what was. */
  isRemark?: true;
  /** Exact words of the note that show it. */
  quotes: Quotation[];
}

/** Who says that a finding does not hold, and why. */
export interface DisputedFinding {
  /** The partition of the second reviewer. */
  modelId: string;
  reason: string;
  /** When it was said. */
  at: string;
}

/** Why a finding does not count, or did not while it was milder. */
export interface WaivedFinding {
  /** The worst that it covers; absent if a comment in the note says so. */
  severity?: FindingSeverity;
  reason: string;
  author?: string;
  /** The last day of it in UTC, `YYYY-MM-DD`; absent if it holds until it is taken back. */
  until?: string;
  /** When it was decided; absent if a comment in the note says so. */
  at?: string;
  /** The line of that comment; absent if it was decided by `waive`. */
  line?: number;
}

export interface Quotation {
  text: string;
  /** Where the words stand, unless nobody knows; of words that are gone, where they stood about. */
  place?: QuotationPlace;
  /** The line on which they stood in the version that was reviewed, from 1; absent where `place` says more. */
  wasLine?: number;
  /** The note as it is now has these words nowhere; absent where it has, and where nobody looked. */
  isGone?: true;
}

/** A finding that the review before had, and that this one has no more. */
export interface ResolvedFinding {
  key: string;
  severity: FindingSeverity;
  message: string;
}

/** What keeps a finding from counting: a decision by its key, or a comment in the note; and what did so while it was milder. */
export interface Settlement {
  waiver?: Waived | undefined;
  outgrown?: Waived | undefined;
  comment?: Ignore | undefined;
  /** What a second reviewer said of it. */
  opinion?: Opinion | undefined;
}

/** Findings as they were recorded, with the places in the version that was reviewed. */
export function viewFindings(recorded: readonly (RecordedFinding & Settlement)[]): Finding[] {
  return recorded.map((finding) => settle(toFinding(finding, placeOfQuote), finding));
}

/** Where a quote stood in the version that was reviewed. */
export const placeOfQuote = ({ exact: _, prefix: __, suffix: ___, ...place }: FindingQuote): QuotationPlace =>
  place;

/** What is told of a recorded finding. */
export function toFinding(
  recorded: RecordedFinding,
  placeOf: (quote: FindingQuote) => QuotationPlace | undefined,
): Finding {
  const { severity, message, suggestion, key, quotes, continuesFindingId, continuedSeverity } = recorded;
  const isKnown = !recorded.isAttested;
  const wasOther = isKnown && continuedSeverity !== undefined && continuedSeverity !== severity;
  return {
    severity,
    message,
    ...(suggestion !== undefined && { suggestion }),
    key,
    ...(isKnown && { isNew: continuesFindingId === undefined }),
    ...(wasOther && { wasSeverity: continuedSeverity }),
    quotes: quotes.map((quote) => {
      const place = placeOf(quote);
      return { text: quote.exact, ...(place ? { place } : { wasLine: quote.startLine }) };
    }),
  };
}

/** The finding with what keeps it from counting, if something does; a waiver says more than a comment, but for one that ends. */
export function settle(found: Finding, { waiver, outgrown, comment, opinion }: Settlement): Finding {
  const finding = opinion?.kind === "disputed" ? { ...found, disputed: toDisputed(opinion) } : found;
  // A comment has no last day.
  if (waiver && !(comment && waiver.until !== undefined)) return { ...finding, waived: toWaived(waiver) };
  if (comment) return { ...finding, waived: { reason: comment.reason, line: comment.line } };
  return outgrown ? { ...finding, outgrownWaiver: toWaived(outgrown) } : finding;
}

/** What a person remarked who decided in the reviewer's place, beside what was found. */
export const remarkOf = (severity: FindingSeverity, message: string): Finding => ({
  ...{ severity, message },
  isRemark: true,
  quotes: [],
});

const toDisputed = ({ modelId, reason, saidAt: at }: Opinion): DisputedFinding => ({ modelId, reason, at });

/** Whether a finding counts: neither does the owner let it stand, nor does a second reviewer say that it does not hold. */
export const counts = ({ waived, disputed }: Pick<Finding, "waived" | "disputed">): boolean =>
  waived === undefined && disputed === undefined;

const toWaived = ({ severity, reason, author, until, decidedAt: at }: Waived): WaivedFinding => ({
  severity,
  reason,
  ...(author !== undefined && { author }),
  ...(until !== undefined && { until }),
  at,
});

export const viewResolved = ({ key, severity, message }: RecordedFinding): ResolvedFinding => ({
  key,
  severity,
  message,
});

/** Whether a finding says what the last review before did not: it is new, or worse than it was then or when it was waived. */
export const isNews = ({ severity, isNew, wasSeverity, outgrownWaiver }: Finding): boolean =>
  isNew === true || outgrownWaiver !== undefined || (wasSeverity === "warn" && severity === "fail");

/** How bad the worst of some findings is. */
export const worstOf = (findings: readonly Pick<Finding, "severity">[]): FindingSeverity =>
  findings.some(({ severity }) => severity === "fail") ? "fail" : "warn";

const LEVELS: readonly AcceptableDecision[] = ["pass", "warn", "fail"];

/** Whether one decision is as bad as another, or worse. */
export const isAtLeast = (decision: AcceptableDecision, other: AcceptableDecision): boolean =>
  LEVELS.indexOf(decision) >= LEVELS.indexOf(other);

/** Whether any finding is as bad as what was decided: what none explains stands, whatever is settled of them. */
export const isExplained = (
  decision: AcceptableDecision,
  findings: readonly Pick<Finding, "severity">[],
): boolean => findings.some(({ severity }) => isAtLeast(severity, decision));
