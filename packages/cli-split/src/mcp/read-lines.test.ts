import fc from "fast-check";
import { expect, it } from "vitest";
import { type Line, readLines } from "./read-lines.ts";

async function linesOf(chunks: readonly (string | Uint8Array)[], longest = 100): Promise<Line[]> {
  const lines: Line[] = [];
  const stream = async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk);
  };
  for await (const line of readLines(stream(), longest)) lines.push(line);
  return lines;
}

const texts = (lines: readonly Line[]) =>
  lines.map((line) => ("bytes" in line ? Buffer.from(line.bytes).toString() : "too long"));

it.each<[chunks: string[], lines: string[]]>([
  [[], []],
  [["a\nb\n"], ["a", "b"]],
  [
    ["a", "b\nc", "\n", "\n"],
    ["ab", "c", ""],
  ],
  [["a\nrest"], ["a", "rest"]],
  [["a\r\n"], ["a\r"]],
])("%j has the lines %j", async (chunks, lines) => {
  expect(texts(await linesOf(chunks))).toEqual(lines);
});

it("goes on after a line that is too long, of which it keeps the ends", async () => {
  const long = `begin${"x".repeat(5000)}end`;
  const lines = await linesOf(["a\n", long.slice(0, 90), long.slice(90, 2000), `${long.slice(2000)}\nb\n`]);
  expect(texts(lines)).toEqual(["a", "too long", "b"]);
  const [, line] = lines;
  if (!line || "bytes" in line) throw new Error("it is kept as a whole");
  expect(Buffer.from(line.start).toString()).toBe(long.slice(0, 1000));
  expect(Buffer.from(line.end).toString()).toBe(long.slice(-1000));
});

it("gives the same lines, however the bytes come", async () => {
  const input = fc.array(fc.constantFrom("a", "\n", "é", "xxxxxxxxxx"), { maxLength: 60 });
  const cuts = fc.array(fc.nat({ max: 300 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(input, cuts, async (parts, at) => {
      const bytes = Buffer.from(parts.join(""));
      const places = [
        0,
        ...at.filter((place) => place < bytes.length).toSorted((a, b) => a - b),
        bytes.length,
      ];
      const chunks = places.slice(1).map((to, index) => bytes.subarray(places[index], to));
      expect(texts(await linesOf(chunks, 15))).toEqual(texts(await linesOf([bytes], 15)));
    }),
  );
});

it("takes a line of exactly the length", async () => {
  expect(texts(await linesOf(["12345\n123456\n"], 5))).toEqual(["12345", "too long"]);
});
