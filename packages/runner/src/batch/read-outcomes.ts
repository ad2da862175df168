import { findIgnores, type Ignore, settledBy } from "@review/corpus";
import {
  type AcceptableDecision,
  type Finding,
  getRun,
  getSnapshot,
  type Ledger,
  listFindings,
  listOpinions,
  type Opinion,
  type RunId,
} from "@review/db";
import { CHECKS_PARTITION, resolvedFindings, standingWaivers, type Waived } from "@review/lifecycle";

export interface GateOutcome {
  gateId: string;
  decision: AcceptableDecision;
  rationaleMarkdown: string;
  /** As they were recorded: with their keys and places. */
  findings: OutcomeFinding[];
  /** What the accepted review before found, and this one did not. */
  resolved: Finding[];
}

/** A finding, and what keeps it from counting. */
export interface OutcomeFinding extends Finding {
  waiver?: Waived | undefined;
  /** A waiver that covers it no more, since it is worse than what was waived. */
  outgrown?: Waived | undefined;
  /** The comment in the reviewed note that settles it. */
  comment?: Ignore | undefined;
  /** What a second reviewer says of it. */
  opinion?: Opinion | undefined;
}

/** What stands in the ledger of a run that is completed, and what became of the findings before. */
export async function readOutcomes(ledger: Ledger, runId: RunId): Promise<GateOutcome[]> {
  const { gateReviews: reviews, notePath, modelId, reviewedNoteSha } = await getRun(ledger, runId);
  const findings = await listFindings(
    ledger,
    reviews.map(({ id }) => id),
  );
  const resolved = await resolvedFindings(ledger, { notePath, modelId, reviews });
  const all = [...findings.values()].flat();
  const waivers = await standingWaivers(ledger, all);
  const opinions = await listOpinions(
    ledger,
    all.map(({ id }) => id),
  );
  const text = all.length === 0 ? "" : ((await getSnapshot(ledger, reviewedNoteSha)) ?? "");
  const note = { text, ignores: (await findIgnores(text)).ignores };
  return reviews.map(({ id, gateId, decision, rationaleMarkdown }) => {
    // A completed run has neither: the lifecycle fails such a run.
    if (decision === "error" || decision === "unknown") {
      throw new Error(`gate ${gateId} was accepted with the decision ${decision}`);
    }
    const found = (findings.get(id) ?? []).map((finding) => {
      const places = finding.quotes.map(({ startOffset: start, endOffset: end }) => ({ start, end }));
      const [waiver, outgrown] = [waivers.waived.get(finding), waivers.outgrown.get(finding)];
      const opinion = opinions.get(finding.id);
      const isExact = modelId === CHECKS_PARTITION && !finding.isAttested;
      const comment = settledBy(note, gateId, places, { isExact });
      return { ...finding, waiver, outgrown, opinion, comment };
    });
    return { gateId, decision, rationaleMarkdown, findings: found, resolved: resolved.get(id) ?? [] };
  });
}
