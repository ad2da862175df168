import {
  type AmountColumn,
  describeGroups,
  displayWidth,
  type Io,
  nameLine,
  painter,
  type Style,
  shorten,
} from "@review/cli-kit";
import { isHidden } from "@review/corpus";
import {
  UNMET_KINDS,
  type UnmetCounts,
  type UnmetKind,
  type VerifyDocument,
  type VerifySummaryDocument,
} from "@review/views";

const STYLES: Readonly<Record<UnmetKind, Style>> = {
  failing: "red",
  missing: "yellow",
  stale: "yellow",
  "not-observed": "yellow",
  "unknown-scope": "yellow",
};
const KIND_WIDTH = Math.max(...UNMET_KINDS.map((kind) => kind.length));

/**
 * What does not hold, by note: one line for each pair, cut at the edge of a terminal. At most so many pairs, and at most so many
 * notes that cannot be read or are hidden.
 */
export function describeUnmet(
  { unmet, unreadable, skipped }: VerifyDocument,
  { stdout, environment }: Io,
  limit: number,
): string[] {
  const paint = painter(stdout, environment);
  const lines: string[] = [];
  let note: string | undefined;
  for (const { notePath, gateId, kind, reason } of unmet.slice(0, limit)) {
    if (notePath !== note) lines.push(nameLine(notePath));
    note = notePath;
    const before = `  ${kind.padEnd(KIND_WIDTH)}  `;
    const rest = `${nameLine(gateId)}  ${nameLine(reason)}`;
    const room = stdout.columns === undefined ? undefined : stdout.columns - displayWidth(before);
    const shown = room === undefined ? rest : shorten(rest, Math.max(room, 1));
    lines.push(before.replace(kind, paint(STYLES[kind], kind)) + shown);
  }
  const unseen = [
    ...unreadable.map(({ message }) => nameLine(message)),
    ...skipped.filter(isHidden).map(({ path, reason }) => `${nameLine(path)} ${nameLine(reason)}`),
  ];
  return [...lines, ...unseen.slice(0, limit)];
}

/** How many pairs do not hold, in a table for each kind of group. */
export function describeUnmetSummary(summary: VerifySummaryDocument, io: Io): string[] {
  const kinds = UNMET_KINDS.filter((kind) => summary.counts[kind] > 0);
  const all: AmountColumn<UnmetCounts> = { head: "unmet", amountOf: ({ unmet }) => unmet };
  const each = kinds.map(
    (kind): AmountColumn<UnmetCounts> => ({
      head: kind,
      amountOf: ({ counts }) => counts[kind],
      style: STYLES[kind],
    }),
  );
  return describeGroups(summary, kinds.length > 1 ? [all, ...each] : each, io);
}
