import { saysSomething } from "@review/db/guards";
import type { Decision, FindingSeverity } from "@review/db/vocabulary";
import { locateQuotes, type QuotePlace } from "../quotes/locate-quotes.ts";
import { describeUnfoundQuotes } from "./describe-unfound-quotes.ts";
import { contradictionOf, type FindingInput } from "./finding-input.ts";
import type { FindingProblem, FindingProblemCode } from "./finding-problem.ts";

/** A finding whose every quote stands in the note. */
export interface ProvenFinding {
  readonly severity: FindingSeverity;
  readonly message: string;
  readonly suggestion?: string | undefined;
  readonly quotes: readonly QuotePlace[];
}

/** A judgement to prove against the text of the note it is about. */
export interface Judgement {
  readonly note: string;
  readonly decision: Decision;
  readonly findings: readonly FindingInput[];
  /** `none` where findings need no words of the note that show them. */
  readonly quotes?: "none" | undefined;
}

/**
 * Whether the findings of a judgement can be recorded: they fit its result, say something, and every quote stands in the note.
 * Where there are problems there are no findings: they stand or fall together.
 */
export function proveFindings(judgement: Judgement): {
  findings: ProvenFinding[];
  problems: FindingProblem[];
} {
  const { note, decision, findings, quotes } = judgement;
  const problems: FindingProblem[] = contradictionOf(decision, findings);
  const placeOf = placeFinder(note, findings);
  const unfound: { quote: string | QuotePlace; finding: number }[] = [];
  const proven = findings.map((finding, index) => {
    const number = index + 1;
    const refuse = (code: FindingProblemCode, why: string) =>
      problems.push({ code, finding: number, message: `finding ${number} ${why}` });
    if (!saysSomething(finding.message)) refuse("empty-finding", "says nothing: write what is wrong");
    if (finding.quotes.length === 0 && quotes !== "none") {
      refuse(
        "finding-without-quote",
        "quotes nothing: add the words of the note that show it, on lines that begin with `>`",
      );
    }
    const places = finding.quotes.flatMap((quote) => {
      const place = placeOf(quote);
      if (!place) unfound.push({ quote, finding: number });
      return place ?? [];
    });
    return { ...finding, message: finding.message.trim(), quotes: places };
  });
  problems.push(...describeUnfoundQuotes(note, unfound));
  return { findings: problems.length > 0 ? [] : proven, problems };
}

/** Where each quote stands, all looked for at once: the note is folded only once. */
function placeFinder(note: string, findings: readonly FindingInput[]) {
  const words = new Set(
    findings.flatMap(({ quotes }) => quotes.filter((quote): quote is string => typeof quote === "string")),
  );
  const places = locateQuotes(note, [...words]);
  const found = new Map([...words].map((text, index) => [text, places[index]]));
  return (quote: string | QuotePlace): QuotePlace | undefined =>
    typeof quote === "string" ? found.get(quote) : isPlace(note, quote) ? quote : undefined;
}

/** Whether a place is one of the note, with something in it and no half of a character. */
function isPlace(note: string, { start, end }: QuotePlace): boolean {
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end > note.length) return false;
  const words = note.slice(start, end);
  // A check can be about blanks.
  return words !== "" && words.isWellFormed();
}
