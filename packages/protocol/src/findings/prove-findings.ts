import { saysSomething } from "@review/db/guards";
import type { Decision, FindingSeverity } from "@review/db/vocabulary";
import { locateQuotes, type QuotePlace } from "../quotes/locate-quotes.ts";
import { type DescribeUnfound, unfoundDescriber } from "./describe-unfound-quotes.ts";
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
export function proveFindings(judgement: Judgement): ProvenFindings {
  return proveWith(judgement, quoteReader(judgement.note, judgement.findings));
}

interface ProvenFindings {
  findings: ProvenFinding[];
  problems: FindingProblem[];
}

/** The same of one of several judgements of a note, whose quotes were all looked for at once. */
export function proveWith(
  { decision, findings, quotes }: Judgement,
  { placeOf, describeUnfound }: QuoteReader,
): ProvenFindings {
  const problems: FindingProblem[] = contradictionOf(decision, findings);
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
  problems.push(...describeUnfound(unfound));
  return { findings: problems.length > 0 ? [] : proven, problems };
}

/** What is known of the quotes of some findings. */
interface QuoteReader {
  /** Where a quote stands in the note; undefined if it does not. */
  placeOf(quote: string | QuotePlace): QuotePlace | undefined;
  describeUnfound: DescribeUnfound;
}

/** Looks for all quotes of some findings at once: the note is folded only once, of however many judgements they are. */
export function quoteReader(note: string, findings: readonly FindingInput[]): QuoteReader {
  const quotes = findings.flatMap((finding) => finding.quotes);
  const words = [...new Set(quotes.filter((quote): quote is string => typeof quote === "string"))];
  const places = locateQuotes(note, words);
  const found = new Map(words.map((text, index) => [text, places[index]]));
  const placeOf = (quote: string | QuotePlace) =>
    typeof quote === "string" ? found.get(quote) : isPlace(note, quote) ? quote : undefined;
  const unfound = quotes.filter((quote) => !placeOf(quote));
  return { placeOf, describeUnfound: unfoundDescriber(note, unfound) };
}

/** Whether a place is one of the note, with something in it and no half of a character. */
function isPlace(note: string, { start, end }: QuotePlace): boolean {
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end > note.length) return false;
  const words = note.slice(start, end);
  // A check can be about blanks.
  return words !== "" && words.isWellFormed();
}
