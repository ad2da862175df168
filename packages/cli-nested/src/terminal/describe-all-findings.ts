import { type Io, oneLine, painter } from "@review/cli-kit";
import type { Finding } from "@review/views";
import { wrapText } from "./wrap-text.ts";

const INDENT = " ".repeat(6);
/** A terminal that is narrower breaks the lines itself. */
const NARROWEST = 40;

/** Every finding of a judgement with the words it quotes, indented, broken at the edge of the terminal. */
export function describeAllFindings(findings: readonly Finding[], { stdout, environment }: Io): string[] {
  const paint = painter(stdout, environment);
  const width = stdout.columns && Math.max(stdout.columns, NARROWEST);
  return findings.flatMap(({ text, quotes }) => [
    ...wrapText(oneLine(text), width, { first: `${INDENT}- `, next: `${INDENT}  ` }),
    ...quotes
      .flatMap((quote) => wrapText(oneLine(quote), width, { first: `${INDENT}  > `, next: `${INDENT}    ` }))
      .map((line) => paint("dim", line)),
  ]);
}
