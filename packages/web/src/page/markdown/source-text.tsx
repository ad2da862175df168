import { Leaf } from "./leaf.tsx";
import type { Segment } from "./segments.ts";

/** A text as it is, with the numbers of its lines. */
export function SourceText({ text, segments }: { text: string; segments: readonly Segment[] }) {
  let start = 0;
  const lines = text.split(/(?<=\r\n|\r(?!\n)|\n)/).map((line) => {
    const from = start;
    start += line.length;
    return { line: line.replace(/\r?\n$|\r$/, ""), from };
  });
  return (
    <pre class="source">
      {lines.map(({ line, from }) => (
        <span class="line" key={from}>
          <Leaf text={line} offsetOf={(at) => from + at} segments={segments} />
          {"\n"}
        </span>
      ))}
    </pre>
  );
}
