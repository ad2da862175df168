import type { FindingQuote, NewFinding } from "../src/finding.ts";

/** The first place of some words in a text, as a quote with all of its numbers. */
export function quoteIn(text: string, exact: string): FindingQuote {
  const startOffset = text.indexOf(exact);
  const endOffset = startOffset + exact.length;
  const [startLine, startColumn] = positionOf(text, startOffset);
  const [endLine, endColumn] = positionOf(text, endOffset);
  const prefix = text.slice(Math.max(0, startOffset - 32), startOffset);
  const suffix = text.slice(endOffset, endOffset + 32);
  return { exact, prefix, suffix, startOffset, endOffset, startLine, startColumn, endLine, endColumn };
}

function positionOf(text: string, offset: number): [line: number, column: number] {
  const before = text.slice(0, offset);
  return [before.split("\n").length, offset - before.lastIndexOf("\n")];
}

/** What a test does not care about in a finding; its key is a digit, 16 times. */
export function newFinding(digit: string, changes: Partial<Omit<NewFinding, "key">> = {}): NewFinding {
  return { severity: "warn", message: `wrong ${digit}`, key: digit.repeat(16), quotes: [], ...changes };
}
