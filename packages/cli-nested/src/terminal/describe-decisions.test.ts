import { displayWidth } from "@review/cli-kit";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import type { Finding } from "@review/views";
import { describe, expect, it } from "vitest";
import { describeNote, describeOutcome } from "./describe-decisions.ts";

const place = { startLine: 12, startColumn: 3, endLine: 12, endColumn: 40, startOffset: 90, endOffset: 127 };
const finding = (changes: Partial<Finding> = {}): Finding => ({
  severity: "warn",
  message: "the sentence leans on a term that nobody has explained",
  quotes: [{ text: "A quiesced shard is reaped\nby the janitor.", place }],
  ...changes,
});

it("a name with a line break adds no line of its own", () => {
  const gate = { gateId: "g\n  PASS  h", decision: "warn", findings: [] } as const;
  const lines = describeNote("a\nnotes/good.md  5 pass", [gate], fakeIo().io);
  expect(lines.slice(0, 2)).toEqual(["a notes/good.md  5 pass  1 warn", "  WARN  g PASS  h"]);
});

describe("describeOutcome", () => {
  const outcomeOf = (findings: Finding[], columns?: number, notePath = "notes/a.md") => {
    const { io } = fakeIo({ ...(columns !== undefined && { columns }), environment: { NO_COLOR: "1" } });
    return describeOutcome(notePath, { gateId: "prose/x", decision: "fail", findings }, io).slice(1);
  };

  it.each<[columns: number | undefined, lines: string[]]>([
    [
      undefined,
      [
        "        WARN: the sentence leans on a term that nobody has explained",
        "          notes/a.md:12:3  > A quiesced shard is reaped by the janitor.",
      ],
    ],
    [
      60,
      [
        "        WARN: the sentence leans on a term that nobody has …",
        "          notes/a.md:12:3  > A quiesced shard is reaped by …",
      ],
    ],
    [
      40,
      [
        "        WARN: the sentence leans on a t…",
        "          > A quiesced shard is reaped …",
        "          notes/a.md:12:3",
      ],
    ],
  ])("cuts message and quote at the edge of %s columns, and never the place", (columns, lines) => {
    expect(outcomeOf([finding()], columns)).toEqual(lines);
    expect(lines.every((line) => displayWidth(line) <= (columns ?? 100))).toBe(true);
  });

  it("cuts nothing off a terminal", () => {
    const long = "word ".repeat(60).trim();
    expect(outcomeOf([finding({ message: long, quotes: [{ text: long, place }] })])).toEqual([
      `        WARN: ${long}`,
      `          notes/a.md:12:3  > ${long}`,
    ]);
  });

  it("says how bad a finding is and that it was found before, also where nobody knows what it quotes", () => {
    expect(outcomeOf([finding({ severity: "fail", isNew: false, message: "bad", quotes: [] })])).toEqual([
      "        FAIL again: bad",
    ]);
    expect(outcomeOf([finding({ message: "bad", quotes: [{ text: "words" }] })])).toEqual([
      "        WARN: bad",
      "          > words",
    ]);
  });

  it("shows three findings and counts the others", () => {
    const five = [1, 2, 3, 4, 5].map((each) => finding({ message: `${each}`, quotes: [] }));
    expect(outcomeOf(five).slice(-2)).toEqual(["        WARN: 3", "        and 2 more findings"]);
  });
});
