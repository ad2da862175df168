import type { AcceptableDecision } from "@review/db";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { describe, expect, it } from "vitest";
import type { AcceptedGate } from "../../reviewing/accepted-gate.ts";
import { describeReviewed, type ReviewedOptions } from "./describe-reviewed.ts";

const gate = (gateId: string, decision: AcceptableDecision): AcceptedGate => ({
  gateId,
  decision,
  findings: decision === "pass" ? [] : [{ severity: decision, message: "odd", quotes: [] }],
});

/** Notes of which each third fails one gate, each second warns of another, and the rest passes. */
const reviewed = (notes: number) =>
  new Map(
    Array.from({ length: notes }, (_, index) => [
      `notes/${String(index).padStart(4, "0")}.md`,
      [
        gate("prose/a", index % 3 === 0 ? "fail" : "pass"),
        gate("prose/b", index % 2 === 0 ? "warn" : "pass"),
      ],
    ]),
  );

const NARROW = { NO_COLOR: "1" };
const tell = (notes: number, options: ReviewedOptions = {}, columns?: number) =>
  describeReviewed(
    reviewed(notes),
    options,
    fakeIo({ environment: NARROW, ...(columns !== undefined && { columns }) }).io,
  );

describe("what a sweep found", () => {
  it("is no line where all passes", () => {
    const all = new Map([["a.md", [gate("prose/a", "pass")]]]);
    expect(describeReviewed(all, {}, fakeIo().io)).toEqual({ lines: [], talk: [] });
    expect(describeReviewed(all, { verbose: true }, fakeIo().io).lines).toEqual(["a.md  1 pass"]);
  });

  it("is told note by note where that is short", () => {
    expect(tell(3, {}, 80)).toEqual({
      lines: [
        "notes/0000.md  1 warn, 1 fail",
        "  FAIL  prose/a",
        "        FAIL: odd",
        "  WARN  prose/b",
        "        WARN: odd",
        "notes/0002.md  1 pass, 1 warn",
        "  WARN  prose/b",
        "        WARN: odd",
      ],
      talk: [],
    });
  });

  it("is counted on a terminal where it is long: gates, and the worst notes", () => {
    const { lines, talk } = tell(6000, {}, 80);
    expect(lines.slice(0, 7)).toEqual([
      "fail  warn  pass  gate",
      "2000  0     4000  prose/a",
      "0     3000  3000  prose/b",
      "",
      "fail  warn  pass  note",
      "1     1     0     notes/0000.md",
      "1     1     0     notes/0006.md",
    ]);
    expect(lines.slice(-1)).toEqual(["and 3990 more notes"]);
    expect(lines).toHaveLength(16);
    expect(talk).toEqual(["`review-nested warns` lists the findings, `sweep --verbose` every note"]);
  });

  it("is never cut where a program may read it, nor where all is asked for", () => {
    expect(tell(6000).lines.filter((line) => line.startsWith("notes/"))).toHaveLength(4000);
    const { lines } = tell(6000, { verbose: true }, 80);
    expect(lines.filter((line) => line.startsWith("notes/"))).toHaveLength(6000);
  });

  it("is counted by what is asked for", () => {
    expect(tell(6, { by: "folder" })).toEqual({
      lines: ["fail  warn  pass  folder", "2     3     7     notes/"],
      talk: [],
    });
  });

  it("says how much of what was found before is resolved, of notes that are not listed", () => {
    const resolved = [{ key: "k", severity: "warn" as const, message: "odd" }];
    const all = new Map([["a.md", [{ ...gate("prose/a", "pass"), resolved }]]]);
    expect(describeReviewed(all, {}, fakeIo().io).talk).toEqual(["1 finding of the reviews before resolved"]);
  });
});
