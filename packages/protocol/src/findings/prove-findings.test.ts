import { describe, expect, it } from "vitest";
import type { FindingInput } from "./finding-input.ts";
import { proveFindings } from "./prove-findings.ts";

const NOTE =
  "# Caching\n\nThe cache holds **512 entries**\nand evicts the oldest.\n\nIt was measured in 2019.\n";
const warn = (...quotes: FindingInput["quotes"]): FindingInput => ({
  severity: "warn",
  message: "so so",
  quotes,
});
const prove = (decision: "pass" | "warn" | "fail" | "error", findings: FindingInput[], quotes?: "none") =>
  proveFindings({ note: NOTE, decision, findings, quotes });
const codes = (...asked: Parameters<typeof prove>) => prove(...asked).problems.map(({ code }) => code);

describe("proveFindings", () => {
  it("gives each quote its place, found as a reader sees it, or as it was given", () => {
    const place = { start: 2, end: 9 };
    const { findings, problems } = prove("warn", [
      warn("holds 512 entries and evicts", place),
      { ...warn("It was … 2019."), suggestion: "measure again", message: " old \n" },
    ]);
    expect(problems).toEqual([]);
    const words = findings.map(({ quotes }) => quotes.map(({ start, end }) => NOTE.slice(start, end)));
    expect(words).toEqual([["holds **512 entries**\nand evicts", "Caching"], ["It was measured in 2019."]]);
    expect(findings[1]).toMatchObject({ message: "old", suggestion: "measure again" });
  });

  it.each<[decision: "pass" | "warn" | "fail", severities: ("warn" | "fail")[]]>([
    ["pass", ["warn"]],
    ["pass", ["fail"]],
    ["warn", []],
    ["warn", ["fail"]],
    ["warn", ["warn", "fail"]],
    ["fail", []],
    ["fail", ["warn"]],
  ])("refuses the result %s over %j", (decision, severities) => {
    const findings = severities.map((severity) => ({ ...warn("Caching"), severity }));
    expect(codes(decision, findings)).toEqual(["result-contradicts-findings"]);
  });

  it.each<[decision: "pass" | "warn" | "fail" | "error", severities: ("warn" | "fail")[]]>([
    ["pass", []],
    ["warn", ["warn", "warn"]],
    ["fail", ["warn", "fail"]],
    ["error", []],
    ["error", ["fail"]],
  ])("takes the result %s over %j", (decision, severities) => {
    const findings = severities.map((severity) => ({ ...warn("Caching"), severity }));
    expect(codes(decision, findings)).toEqual([]);
  });

  it("wants words of the note, unless the gate wants none", () => {
    expect(codes("warn", [warn()])).toEqual(["finding-without-quote"]);
    expect(codes("warn", [warn()], "none")).toEqual([]);
    // Where some are given they are as good as anywhere.
    expect(codes("warn", [warn("never said")], "none")).toEqual(["quote-not-found"]);
    expect(codes("warn", [{ ...warn("Caching"), message: " \u200b" }])).toEqual(["empty-finding"]);
  });

  it("names the nearest passage for words that the note does not have, on one line", () => {
    expect(
      prove("warn", [warn("Caching"), warn("The cache holds 1024 entries\nand evicts")]).problems,
    ).toEqual([
      {
        code: "quote-not-found",
        finding: 2,
        quote: "The cache holds 1024 entries\nand evicts",
        nearest: { line: 3, text: "The cache holds **512 entries**\nand evicts the oldest." },
        message:
          'finding 2: the note does not say "The cache holds 1024 entries and evicts"; nearest is line 3, "The cache holds **512 entries** and evicts the oldest.": copy the words character by character',
      },
    ]);
    const [{ nearest, message } = { message: "" }] = prove("warn", [warn("xyzzy")]).problems;
    expect(nearest).toBeUndefined();
    expect(message).toBe(
      'finding 1: the note does not say "xyzzy": copy the words of the note character by character',
    );
  });

  it.each([
    ["Caching", undefined],
    ["evicts the old", 'line 4) ends within "oldest": quote whole words'],
    ["victs the oldest.", 'line 4) begins within "evicts": quote whole words'],
    ["olds 512 en", 'line 3) begins within "holds" and ends within "entries": quote whole words'],
    ["cache … 51", 'line 3) ends within "512": quote whole words'],
    ["It was … in 201", 'line 6) ends within "2019": quote whole words'],
    ["The cac … 512 entries", "line 3) begins or ends within a word of the note: quote whole words"],
  ])("says of %j that it is cut within a word, and not that it does not stand there", (quote, why) => {
    const { problems } = prove("warn", [warn(quote)]);
    if (why === undefined) return expect(problems).toEqual([]);
    const message = `finding 1: the quote ${JSON.stringify(quote)} (${why}`;
    expect(problems).toMatchObject([{ code: "quote-not-found", quote, message }]);
  });

  it.each([
    ["It took -5.25 s.", "5.25 s", 'begins within "-5.25"'],
    ["It took -5.25 s.", "took -5", 'ends within "-5.25"'],
    ["It took 110 ms.", "10 ms", 'begins within "110"'],
    [`It is ${"x".repeat(9_000)}.`, "It is xxx", "ends within"],
  ])("names in %j the word that %j is cut in", (note, quote, why) => {
    const [problem] = proveFindings({ note, decision: "warn", findings: [warn(quote)] }).problems;
    expect(problem?.message).toContain(why);
    expect(problem?.message.length).toBeLessThan(300);
  });

  it("takes a place of blanks, which a check can be about", () => {
    expect(codes("warn", [warn({ start: 9, end: 11 })])).toEqual([]);
  });

  it.each([
    { start: -1, end: 4 },
    { start: 4, end: 4 },
    { start: 5, end: 4 },
    { start: 0, end: 9999 },
    { start: 0.5, end: 4 },
    { start: Number.NaN, end: 4 },
  ])("refuses the place %j", (place) => {
    expect(codes("warn", [warn(place)])).toEqual(["quote-not-found"]);
  });

  it("takes no half of a character for a place", () => {
    const note = "a 🙂 b";
    const proven = (start: number, end: number) =>
      proveFindings({ note, decision: "warn", findings: [warn({ start, end })] }).problems.length;
    expect([proven(2, 4), proven(2, 3), proven(3, 4)]).toEqual([0, 1, 1]);
  });
});
