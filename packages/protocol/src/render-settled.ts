import { fenceText } from "./fence.ts";
import { nameOnOneLine } from "./names.ts";

/** What the owner of a note lets stand in it: a finding that was waived, or what a comment `review-ignore` covers; or only how many more of them there are. */
export type Settled = SettledFinding | SettledByComment | SettledBeside;

interface Settlement {
  readonly gateId: string;
  /** Why it is to stand, in the owner's words. */
  readonly reason: string;
}

/** A finding of an earlier review, in its words. */
export interface SettledFinding extends Settlement {
  readonly severity: "warn" | "fail";
  readonly message: string;
  /** Words of the note that show it. */
  readonly quotes: readonly string[];
}

/** All that the gate finds in what a comment of the note covers. */
export interface SettledByComment extends Settlement {
  /** Where the comment begins, from 1. */
  readonly commentLine: number;
}

/** What is not listed under a gate. */
export interface SettledBeside {
  readonly gateId: string;
  readonly more: number;
}

/** So many settled findings of one pair are listed; the others are counted. */
export const MOST_OF_A_PAIR = 30;
/** Quotes of one finding; one is enough to find it in the note. */
const MOST_QUOTES = 2;
/** UTF-16 units of a message, a quote or a reason: enough to know it again by. */
const LONGEST_TEXT = 300;

/**
 * What a reviewer is told of findings that are settled under some gates of one note, so that it does not report them again: as
 * data, a line for each text, in the order of the gates. Nothing if there are none.
 */
export function renderSettled(settled: readonly Settled[], gateIds: readonly string[]): string | undefined {
  const byGate = new Map(gateIds.map((gateId) => [gateId, [] as Settled[]]));
  for (const each of settled) byGate.get(each.gateId)?.push(each);
  const lines = gateIds.flatMap((gateId) => {
    const ofGate = byGate.get(gateId) ?? [];
    const named = ofGate.flatMap((each) => ("more" in each ? [] : [each]));
    const listed = named.slice(0, MOST_OF_A_PAIR).flatMap(renderOne);
    const beside = ofGate.reduce((sum, each) => sum + ("more" in each ? each.more : 0), 0);
    const more = Math.max(named.length - MOST_OF_A_PAIR, 0) + beside;
    return more > 0 ? [...listed, `- ${nameOnOneLine(gateId)}: ${more} more`] : listed;
  });
  if (lines.length === 0) return undefined;
  return `Settled by the owner; do not report these again, nor let them count in a result, unless they have become worse:\n\n${fenceText(lines.join("\n"), "text")}`;
}

function renderOne(settled: SettledFinding | SettledByComment): string[] {
  const gate = nameOnOneLine(settled.gateId);
  const reason = `  Reason: ${shortLine(settled.reason)}`;
  if ("commentLine" in settled) {
    return [`- ${gate}: what the comment in line ${settled.commentLine} of the note covers`, reason];
  }
  const { severity, message, quotes } = settled;
  return [
    `- ${gate}: ${severity.toUpperCase()}: ${shortLine(message)}`,
    ...quotes.slice(0, MOST_QUOTES).map((quote) => `  > ${shortLine(quote)}`),
    reason,
  ];
}

/** One line, so that no text can look like the next item. */
function shortLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT).toWellFormed()}…` : line;
}
