import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderSettled, type Settled } from "./render-settled.ts";

const GATE = "prose/clarity";
const finding = (changes: object = {}): Settled => ({
  gateId: GATE,
  severity: "warn",
  message: "a term is not explained",
  quotes: ["the term"],
  reason: "the glossary says it",
  ...changes,
});

/** The lines of the list. */
const listed = (settled: readonly Settled[], gateIds: readonly string[] = [GATE]) =>
  renderSettled(settled, gateIds)?.split("\n").slice(3, -1) ?? [];

describe("renderSettled", () => {
  it("says nothing where nothing is settled under the gates asked for", () => {
    expect(renderSettled([], [GATE])).toBeUndefined();
    expect(renderSettled([finding()], ["prose/other"])).toBeUndefined();
  });

  it("lists findings with their words and the owner's, and what comments cover, by gate", () => {
    const comment = { gateId: "claims/sources", reason: "the law's words", commentLine: 12 };
    expect(renderSettled([finding(), comment], ["claims/sources", GATE])).toBe(
      [
        "Settled by the owner; do not report these again, nor let them count in a result, unless they have become worse:",
        "",
        "```text",
        "- claims/sources: what the comment in line 12 of the note covers",
        "  Reason: the law's words",
        "- prose/clarity: WARN: a term is not explained",
        "  > the term",
        "  Reason: the glossary says it",
        "```",
      ].join("\n"),
    );
  });

  it("counts what is too much to be listed, and cuts what is too long", () => {
    const many = Array.from({ length: 33 }, (_, index) => finding({ message: `no. ${index}` }));
    const lines = listed([...many, finding({ gateId: "prose/few" })], [GATE, "prose/few"]);
    expect(lines.filter((line) => line.startsWith(`- ${GATE}: WARN: no. `))).toHaveLength(30);
    expect(lines.slice(-4)[0]).toBe(`- ${GATE}: 3 more`);
    expect(listed([...many, { gateId: GATE, more: 4 }]).at(-1)).toBe(`- ${GATE}: 7 more`);
    expect(listed([finding(), { gateId: GATE, more: 4 }]).at(-1)).toBe(`- ${GATE}: 4 more`);
    const quotes = ["a", "b", "c"];
    expect(listed([finding({ message: "x".repeat(1000), quotes, reason: `${"y".repeat(299)}🙂` })])).toEqual([
      `- ${GATE}: WARN: ${"x".repeat(300)}…`,
      "  > a",
      "  > b",
      `  Reason: ${"y".repeat(299)}\uFFFD…`,
    ]);
  });

  it("gives each text one line, whatever it holds, and a bounded length to all of them", () => {
    const text = fc.array(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.constantFrom("\n", "\r", "\u2028", "- l/g: ", "  Reason: ", "```"),
      ),
    );
    const words = text.map((parts) => parts.join(""));
    const settled = fc.record({ message: words, reason: words, quotes: fc.array(words, { maxLength: 4 }) });
    fc.assert(
      fc.property(fc.array(settled, { maxLength: 40 }), (each) => {
        const rendered = listed(each.map((one) => finding(one)));
        const starts = each
          .slice(0, 30)
          .flatMap(({ quotes }) => [
            `- ${GATE}: WARN: `,
            ...quotes.slice(0, 2).map(() => "  > "),
            "  Reason: ",
          ]);
        if (each.length > 30) starts.push(`- ${GATE}: `);
        expect(rendered.map((line, index) => line.startsWith(starts[index] ?? "?"))).toEqual(
          starts.map(() => true),
        );
        expect(rendered.every((line) => line.length < 400 && !/[\r\n\u2028]/.test(line))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
