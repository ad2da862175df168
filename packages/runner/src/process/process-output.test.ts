import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collectOutput, keepTail, type TextSink } from "./process-output.ts";

/** Bytes with many line ends and characters of several bytes, whole and broken, and places to cut them. */
const bytesInChunks = fc
  .tuple(
    fc.array(
      fc.oneof(fc.constantFrom("\n", "\r\n", "\r", "ü", "🙂", "a", "\0"), fc.uint8Array({ maxLength: 3 })),
    ),
    fc.array(fc.nat(100)),
  )
  .map(([parts, cuts]) => {
    const bytes = Buffer.concat(parts.map((part) => Buffer.from(part)));
    const ends = [...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
    return { bytes, chunks: ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end)) };
  });

function feed(sink: TextSink, chunks: readonly Buffer[]): string {
  for (const chunk of chunks) sink.add(chunk);
  return sink.end();
}

describe("collectOutput", () => {
  it("gives the whole text, however the bytes came", () => {
    fc.assert(
      fc.property(bytesInChunks, ({ bytes, chunks }) => {
        expect(feed(collectOutput(), chunks)).toBe(bytes.toString());
      }),
    );
  });

  it("passes on each line without its line end, however the bytes came, and keeps none", () => {
    fc.assert(
      fc.property(bytesInChunks, ({ bytes, chunks }) => {
        const lines: string[] = [];
        expect(
          feed(
            collectOutput((line) => lines.push(line)),
            chunks,
          ),
        ).toBe("");
        const all = bytes.toString().split("\n");
        const last = all.pop() ?? "";
        expect(lines).toEqual([
          ...all.map((line) => line.replace(/\r$/, "")),
          ...(last === "" ? [] : [last]),
        ]);
      }),
    );
  });
});

describe("keepTail", () => {
  it("gives the end of the text, however the bytes came", () => {
    fc.assert(
      fc.property(bytesInChunks, fc.integer({ min: 1, max: 20 }), ({ bytes, chunks }, limit) => {
        expect(feed(keepTail(limit), chunks)).toBe(bytes.toString().slice(-limit));
      }),
    );
  });
});
