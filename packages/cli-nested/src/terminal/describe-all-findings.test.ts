import { displayWidth } from "@review/cli-kit";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { expect, it } from "vitest";
import { describeAllFindings } from "./describe-all-findings.ts";

const place = { startLine: 12, startColumn: 3, endLine: 12, endColumn: 40, startOffset: 90, endOffset: 127 };
const describe = (notePath: string, text: string, columns?: number) =>
  describeAllFindings(
    notePath,
    [{ severity: "warn", message: "bad", quotes: [{ text, place }] }],
    fakeIo({ ...(columns !== undefined && { columns }), environment: { NO_COLOR: "1" } }).io,
  );

it("cuts a quote after three lines of a terminal, and nowhere else", () => {
  const text = "word ".repeat(200).trim();
  const lines = describe("a.md", text, 80);
  expect(lines).toHaveLength(5);
  expect(lines[3]).toMatch(/…$/);
  expect(lines.every((line) => displayWidth(line) <= 80)).toBe(true);
  expect(describe("a.md", text)[1]).toBe(`        > ${text}`);
  expect(describe("a.md", "short", 80)[1]).toBe("        > short");
});

it("moves a place to the left that would not fit, and never breaks it", () => {
  expect(describe("notes/a.md", "x", 40).at(-1)).toBe("          notes/a.md:12:3");
  const long = "notes/of/a/much/longer/name.md";
  expect(describe(long, "x", 42).at(-1)).toBe(`       ${long}:12:3`);
  expect(describe(`deep/${long}`, "x", 40).at(-1)).toBe(`  deep/${long}:12:3`);
});

it("says on which line something stood that has no place any more", () => {
  const finding = { severity: "warn", message: "bad", quotes: [{ text: "gone", wasLine: 12 }] } as const;
  const { io } = fakeIo({ environment: { NO_COLOR: "1" } });
  expect(describeAllFindings("a.md", [{ ...finding, quotes: [...finding.quotes] }], io).at(-1)).toBe(
    "          was line 12",
  );
});

it.each([
  [{ place }, "          gone from the note; stood about line 12"],
  [{ wasLine: 7 }, "          gone from the note; was line 7"],
  [{}, "          gone from the note"],
])("tells no place to be opened of words that are gone: %j", (where, told) => {
  const { io } = fakeIo({ environment: { NO_COLOR: "1" } });
  const quotes = [{ text: "gone", isGone: true as const, ...where }];
  expect(describeAllFindings("a.md", [{ severity: "warn", message: "bad", quotes }], io).at(-1)).toBe(told);
});
