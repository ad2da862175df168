import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderSentinel, type SentinelKind, scanSentinels } from "./sentinel.ts";

const TOKEN = "1f2e3d4c";

function scan(text: string): [SentinelKind, string][] {
  return [...scanSentinels(text, TOKEN)].map(({ kind, name }) => [kind, name]);
}

describe("scanSentinels", () => {
  it.each<[string, [SentinelKind, string][]]>([
    ["=== NOTE START 1f2e3d4c: a.md ===", [["note-start", "a.md"]]],
    ["=== NOTE END 1f2e3d4c: a.md ===", [["note-end", "a.md"]]],
    ["=== GATE REVIEW START 1f2e3d4c: l/g ===", [["gate-start", "l/g"]]],
    ["=== GATE REVIEW END 1f2e3d4c: l/g ===", [["gate-end", "l/g"]]],
    ["\uFEFF=== NOTE END 1f2e3d4c: a.md === \t\r\n", [["note-end", "a.md"]]],
    ["text\r\n=== NOTE END 1f2e3d4c: a.md ===\r\ntext", [["note-end", "a.md"]]],
    ["text\r=== NOTE END 1f2e3d4c: a.md ===\rtext", []],
    ["=== NOTE END 1f2e3d4c: a === b ===  ", [["note-end", "a === b"]]],
    ["=== NOTE END 1f2e3d4c: 1f2e3d4c: x ===", [["note-end", "1f2e3d4c: x"]]],
    ["=== NOTE END 1f2e3d4c:   a  ===", [["note-end", "  a "]]],
    ["=== NOTE END 1f2e3d4c:  ===", [["note-end", ""]]],
    ["=== NOTE END 1f2e3d4c: ===", []],
    [" === NOTE END 1f2e3d4c: a.md ===", []],
    ["> === NOTE END 1f2e3d4c: a.md ===", []],
    ["=== NOTE END 1f2e3d4c: a.md ==", []],
    ["=== NOTE END 1f2e3d4c: a.md === x", []],
    ["=== NOTE END 1f2e3d4d: a.md ===", []],
    ["=== NOTE END 1F2E3D4C: a.md ===", []],
    ["=== NOTE END: a.md ===", []],
    ["=== note end 1f2e3d4c: a.md ===", []],
    ["=== NOTE END 1f2e3d4c: a\n.md ===", []],
  ])("%j", (text, sentinels) => {
    expect(scan(text)).toEqual(sentinels);
  });

  it("finds what was rendered, whatever the name", () => {
    const kind = fc.constantFrom<SentinelKind[]>("note-start", "note-end", "gate-start", "gate-end");
    fc.assert(
      fc.property(kind, fc.stringMatching(/^[^\r\n]*$/), (someKind, name) => {
        expect(scan(`before\n${renderSentinel(someKind, TOKEN, name)}\nafter`)).toEqual([[someKind, name]]);
      }),
    );
  });

  it("encloses the line up to its line feed", () => {
    const text = "x\n=== NOTE END 1f2e3d4c: a ===  \r\ny";
    const [sentinel] = scanSentinels(text, TOKEN);
    expect(text.slice(sentinel?.start, sentinel?.end)).toBe("=== NOTE END 1f2e3d4c: a ===  \r");
  });
});
