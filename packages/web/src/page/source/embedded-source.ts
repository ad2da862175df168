import { type PackedReport, unpackPage } from "../../api/packed-page.ts";
import { turnComparison } from "../model/turn-comparison.ts";
import type { PageSource } from "./page-source.ts";

/** What a report has in it: JSON, gzipped, in base64. */
export async function embeddedSource(base64: string): Promise<PageSource> {
  const packed = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const embedded: PackedReport = await new Response(stream).json();
  const { costs, notes, runs, cards, tests, comparisons } = embedded;
  const page = unpackPage(embedded.page);
  const byPath = new Map(Object.entries(notes));
  return {
    page: async () => page,
    costs: async () => costs,
    note: async (notePath) => byPath.get(notePath),
    run: async (runId) => runs[runId],
    holdsRun: (runId) => runs[runId] !== undefined,
    cards: async (gateId) => cards.filter((card) => card.gateId === gateId),
    tests: async (gateId) => tests.filter((test) => test.gateId === gateId),
    comparison: async (first, second) => {
      const of = (one: string, other: string) =>
        comparisons.find((each) => each.first === one && each.second === other)?.comparison;
      // Each two are compared once.
      const turned = of(second, first);
      return of(first, second) ?? (turned && turnComparison(turned));
    },
  };
}
