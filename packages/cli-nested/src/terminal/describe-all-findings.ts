import { describeFinding, displayWidth, type Io, oneLine, painter, shorten, wrapText } from "@review/cli-kit";
import type { Finding } from "@review/views";
import { placeOf } from "./describe-place.ts";
import { describeWaiver } from "./describe-waiver.ts";

const INDENT = " ".repeat(6);
/** A terminal that is narrower breaks the lines itself. */
const NARROWEST = 40;

/**
 * Every finding of a judgement of a note with the words it quotes and where they stand (`path:line:column`, which terminals
 * and editors open), indented, broken at the edge of the terminal. The beginning of its key stands behind what it says.
 */
export function describeAllFindings(
  notePath: string,
  findings: readonly Finding[],
  { stdout, environment }: Io,
): string[] {
  const paint = painter(stdout, environment);
  const width = stdout.columns && Math.max(stdout.columns, NARROWEST);
  return findings.flatMap((finding) => [
    ...withKey(
      finding,
      (text) => wrapText(text, width, { first: `${INDENT}- `, next: `${INDENT}  ` }),
      paint,
    ),
    ...(finding.suggestion === undefined
      ? []
      : wrapText(oneLine(finding.suggestion), width, { first: `${INDENT}  so: `, next: `${INDENT}      ` })),
    ...describeWaiver(finding)
      .flatMap((said) => wrapText(said, width, { first: `${INDENT}  `, next: `${INDENT}    ` }))
      .map((line) => paint("dim", line)),
    ...finding.quotes
      .flatMap((quote) => [
        // Blanks, which a check can be about, cannot be seen.
        ...(quote.text.trim() === ""
          ? []
          : wrapText(shownQuote(quote.text, width), width, {
              first: `${INDENT}  > `,
              next: `${INDENT}    `,
            })),
        ...[placeOf(notePath, quote)].flatMap((place) => (place ? indentPlace(place, width) : [])),
      ])
      .map((line) => paint("dim", line)),
  ]);
}

/** Below the quote, or as far to the left as a long path needs that is never broken. */
function indentPlace(place: string, width: number | undefined): string {
  const indent = INDENT.length + 4;
  const room = width === undefined ? indent : width - displayWidth(place);
  return " ".repeat(Math.min(indent, Math.max(room, 2))) + place;
}

/** A quote can be all of a long paragraph, which is shown where it stands: so many lines of a terminal say which. */
const QUOTE_LINES = 3;

function shownQuote(text: string, width: number | undefined): string {
  const quote = oneLine(text);
  return width === undefined ? quote : shorten(quote, QUOTE_LINES * (width - INDENT.length - 4) - 4);
}

/** Enough of a key to name its finding by, in nearly every ledger. */
const KEY_SHOWN = 8;

/** What a finding says with the beginning of its key behind it, which is never broken. */
function withKey(
  finding: Finding,
  wrap: (text: string) => string[],
  paint: ReturnType<typeof painter>,
): string[] {
  const said = describeFinding(finding);
  if (finding.key === undefined) return wrap(said);
  const mark = `[${finding.key.slice(0, KEY_SHOWN)}]`;
  const lines = wrap(`${said}  ${mark}`).map((line) => line.trimEnd());
  const last = lines.pop() ?? "";
  return [...lines, last.slice(0, -mark.length) + paint("dim", mark)];
}
