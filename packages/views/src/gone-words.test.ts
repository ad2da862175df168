import { describe, expect, it } from "vitest";
import type { Finding, Quotation } from "./finding.ts";
import { goneMarker } from "./gone-words.ts";

const NOTE = "# A\n\nIt *is* late\n> and good.\n\n```\nx\n```\n\nNow.\n\n```\ny\n```\n";
const place = (startOffset: number, endOffset: number): Quotation["place"] => ({
  ...{ startOffset, endOffset },
  ...{ startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
});
const finding = (...quotes: Quotation[]): Finding => ({ severity: "warn", message: "vague", quotes });

describe("words that a finding quotes", () => {
  const mark = goneMarker(NOTE, ["Now.", "It is late and **good**.", "```", "Never.", "~~~"]);
  it.each<[string, Quotation]>([
    ["at their place", { text: "Now.", place: place(NOTE.indexOf("Now."), NOTE.indexOf("Now.") + 4) }],
    ["elsewhere, where no place is known", { text: "Now.", wasLine: 3 }],
    ["elsewhere than at the place that is known", { text: "Now.", place: place(0, 3) }],
    ["with other marks and lines", { text: "It is late and **good**." }],
    ["in several places, though they are no words", { text: "```", wasLine: 6 }],
  ])("stand %s", (_, quote) => {
    const found = finding(quote);
    expect(mark(found)).toBe(found);
  });

  it.each<[string, Quotation]>([
    ["though others stand in their place", { text: "Never.", place: place(0, 3) }],
    ["and have no place", { text: "Never.", wasLine: 3 }],
    ["though they are no words", { text: "~~~" }],
  ])("are gone %s", (_, quote) => {
    expect(mark(finding(quote, { text: "Now." })).quotes).toEqual([
      { ...quote, isGone: true },
      { text: "Now." },
    ]);
  });
});
