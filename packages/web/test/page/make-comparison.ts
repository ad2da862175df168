import type { PageDocument } from "@review/views";
import type { PageComparison } from "../../src/api/page-source.ts";

/** The first two models of a page, who say different things of every finding. */
export function makeComparison({ modelIds: [first, second], findings, gates }: PageDocument): PageComparison {
  if (first === undefined || second === undefined) throw new Error("a comparison is of two models");
  const differing = findings.slice(0, 30).map((entry) => ({
    notePath: entry.notePath,
    gateId: entry.gateId,
    noteSha: entry.acceptedNoteSha,
    gateSha: entry.acceptedGateSha,
    first: {
      reviewId: entry.reviewId,
      runId: 1,
      modelId: first,
      decision: entry.decision,
      findings: entry.findings,
    },
    second: {
      reviewId: entry.reviewId + 1e6,
      runId: 2,
      modelId: second,
      decision: "pass" as const,
      findings: [],
    },
  }));
  return {
    first,
    second,
    comparison: {
      first: { model: first, partitions: [first], alone: 3 },
      second: { model: second, partitions: [second], alone: 12 },
      pairs: 100,
      agreed: 100 - differing.length,
      kappa: 0.41,
      decisions: {
        pass: { pass: 60, warn: 4, fail: 0 },
        warn: { pass: 9, warn: 8, fail: 1 },
        fail: { pass: 6, warn: 2, fail: 10 },
      },
      gates: gates.slice(0, 8).map(({ gateId }, at) => ({ gateId, pairs: 20, agreed: 20 - at, kappa: 0.3 })),
      differing,
    },
  };
}
