import { describeFinding, type Io, oneLine, painter } from "@review/cli-kit";
import type { Finding } from "@review/views";
import { describePlace } from "./describe-place.ts";
import { wrapText } from "./wrap-text.ts";

const INDENT = " ".repeat(6);
/** A terminal that is narrower breaks the lines itself. */
const NARROWEST = 40;

/**
 * Every finding of a judgement of a note with the words it quotes and where they stand (`path:line:column`, which terminals
 * and editors open), indented, broken at the edge of the terminal.
 */
export function describeAllFindings(
  notePath: string,
  findings: readonly Finding[],
  { stdout, environment }: Io,
): string[] {
  const paint = painter(stdout, environment);
  const width = stdout.columns && Math.max(stdout.columns, NARROWEST);
  return findings.flatMap((finding) => [
    ...wrapText(describeFinding(finding), width, { first: `${INDENT}- `, next: `${INDENT}  ` }),
    ...(finding.suggestion === undefined
      ? []
      : wrapText(oneLine(finding.suggestion), width, { first: `${INDENT}  so: `, next: `${INDENT}      ` })),
    ...finding.quotes
      .flatMap((quote) => [
        ...wrapText(oneLine(quote.text), width, { first: `${INDENT}  > `, next: `${INDENT}    ` }),
        ...(quote.place ? [`${INDENT}    ${describePlace(notePath, quote.place)}`] : []),
      ])
      .map((line) => paint("dim", line)),
  ]);
}
