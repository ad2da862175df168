import { type Corpus, listGates, readNotes } from "@review/corpus";
import { positionFinder, stripFrontMatter } from "@review/protocol";
import type { Finding } from "../finding.ts";
import type {
  ReportDocument,
  ReportedFinding,
  ReportedGate,
  ReportedPair,
  ReportedQuotation,
} from "./report-document.ts";

/** A pair of which the places are not yet given in every unit. */
export interface FoundPair extends Omit<ReportedPair, "findings"> {
  findings: Finding[];
}

/**
 * The report of some pairs: sorts them, tells what their gates ask, and where in the notes as they are now their findings stand.
 * Throws GatesDirectoryError.
 */
export async function makeReport(
  corpus: Corpus,
  pairs: readonly FoundPair[],
  { toolVersion, more, unseen = [] }: Pick<ReportDocument, "toolVersion" | "more" | "unseen">,
): Promise<ReportDocument> {
  const sorted = pairs.toSorted(inOrder);
  const reported: ReportedPair[] = [];
  let current: { path: string; text: string | undefined } | undefined;
  for (const pair of sorted) {
    if (pair.findings.length > 0 && current?.path !== pair.notePath) {
      const [note] = (await readNotes(corpus, [pair.notePath])).notes;
      current = { path: pair.notePath, text: note?.text };
    }
    reported.push({ ...pair, findings: placeFindings(pair.findings, current?.text) });
  }
  const gates = await reportedGates(corpus, sorted);
  return {
    ...{ toolVersion, gates, pairs: reported },
    ...(unseen.length > 0 && { unseen }),
    ...(more !== undefined && { more }),
  };
}

function inOrder(a: FoundPair, b: FoundPair): number {
  for (const key of ["notePath", "gateId", "modelId"] as const) {
    const [x = "", y = ""] = [a[key], b[key]];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

/** A gate that is gone is named by its id. */
async function reportedGates(corpus: Corpus, pairs: readonly FoundPair[]): Promise<ReportedGate[]> {
  const ids = [...new Set(pairs.map(({ gateId }) => gateId))].toSorted();
  if (ids.length === 0) return [];
  const known = new Map((await listGates(corpus)).gates.map((gate) => [gate.id, gate]));
  return ids.map((gateId) => {
    const gate = known.get(gateId);
    return gate
      ? { gateId, name: gate.name, text: stripFrontMatter(gate.text) }
      : { gateId, name: gateId, text: "" };
  });
}

/** Findings with their places in a text in every unit; a place that the text does not have is none. */
export function placeFindings(findings: readonly Finding[], text: string | undefined): ReportedFinding[] {
  if (findings.length === 0) return [];
  const positionOf = text === undefined ? undefined : positionFinder(text);
  return findings.map((finding) => ({
    ...finding,
    quotes: finding.quotes.map(({ text: words, place }): ReportedQuotation => {
      const start = place && positionOf?.(place.startOffset);
      const end = place && positionOf?.(place.endOffset);
      const isThere =
        start?.line === place?.startLine &&
        start?.column.utf16 === place?.startColumn &&
        end?.line === place?.endLine &&
        end?.column.utf16 === place?.endColumn;
      if (!place || !start || !end || !isThere) return { text: words };
      const bytes = { startByteColumn: start.column.utf8, endByteColumn: end.column.utf8 };
      return { text: words, place: { ...place, ...bytes } };
    }),
  }));
}
