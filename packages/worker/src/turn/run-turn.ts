import { endTurn, readBatch, type TakenBatch, type TurnEnd, type TurnResult } from "@review/db/queue";
import { resolvePartitions } from "@review/lifecycle";
import { isUnderReview, keepStale, type PlannedRun, type Reviewer } from "@review/runner";
import { readSettings } from "../sharing/sweep-settings.ts";
import type { ReviewerHere, Working } from "../working/site.ts";
import { runsHere, runsOf } from "./plan-runs.ts";
import { sendRuns } from "./send-runs.ts";
import { leaveRunner, tellLost } from "./tell.ts";

const NOTHING: TurnResult = { reviewed: 0, failed: 0, skipped: 0, answered: false };
/** Workers that were lost in the middle of one batch, after which it is not tried again: it may be what ends them. */
const MOST_LOST = 5;

/**
 * Has the turn of one batch: looks at its pairs once more, reviews what is still stale, and says what follows. A batch that cannot be
 * reviewed here waits again for others. Throws a LedgerError where the ledger cannot be used; then the turn is still open.
 */
export async function runTurn(working: Working, taken: TakenBatch): Promise<void> {
  const { site, summary } = working;
  const { sweep, turn } = taken;
  const name = { sweepId: sweep.id, batch: turn.batch };
  summary.batches += 1;
  const here = await site.reviewerFor(sweep);
  if ("refused" in here) {
    leaveRunner(working, sweep.runner, here.refused);
    return giveBack(working, taken, { why: here.refused, isTold: true });
  }
  const content = await readBatch(site.ledger, turn);
  const planned = runsOf(content);
  const found = taken.needsFiles
    ? await runsHere(site.corpus, planned, { usesModel: here.runner.usesModel, content })
    : { runs: planned };
  if ("missing" in found) {
    working.except.push(name);
    site.report({ event: "batch-left", ...name, reason: found.missing });
    return giveBack(working, taken, { why: found.missing, isTold: true });
  }
  const reviewer = await reviewerOf(working, taken, here);
  const again = content.pairs.filter((pair) => pair.again);
  const { runs, due } = await keepStale(site.ledger, found.runs, { partitions: reviewer.partitions, again });
  const pairs = runs.reduce((sum, { gates }) => sum + gates.length, 0);
  const skipped = content.pairs.length - pairs;
  if (!taken.postponed && (await isUnderReview(site.ledger, runs, reviewer.partitions))) {
    const why = "somebody else is at work on its pairs";
    return giveBack(working, taken, { why, afterMs: working.options.times.postponeMs, postponed: true });
  }
  for (const { notePath, gateId } of content.pairs) {
    if (due.has(JSON.stringify([notePath, gateId]))) continue;
    site.report({ event: "pair-skipped", sweepId: sweep.id, notePath, gateId, reason: "fresh by now" });
  }
  summary.skipped += skipped;
  if (taken.lostBefore >= MOST_LOST) return giveUp(working, taken, { runs, pairs, skipped });
  if (runs.length > 0) return sendRuns(working, taken, { runs, reviewer, here, skipped });
  const end = await endTurn(site.ledger, turn, { ...NOTHING, skipped }, () => ({ outcome: { done: true } }));
  if (!end) tellLost(working, taken);
}

async function reviewerOf(
  { site: { ledger } }: Working,
  { sweep }: TakenBatch,
  here: ReviewerHere,
): Promise<Reviewer> {
  const { aliases, exactModel: exact } = readSettings(sweep.settings);
  const { model, effort } = here;
  const resolved = await resolvePartitions(ledger, { model, effort, aliases, exact });
  return { ...here, ...resolved, aliases };
}

/** Lets a batch wait again for whoever takes it. */
async function giveBack(
  working: Working,
  taken: TakenBatch,
  { why, isTold = false, ...how }: { why: string; afterMs?: number; postponed?: boolean; isTold?: boolean },
): Promise<void> {
  const { site } = working;
  const end: TurnEnd = { outcome: { done: false, why, afterMs: 0, ...how } };
  const ended = await endTurn(site.ledger, taken.turn, NOTHING, () => end);
  if (!ended) return tellLost(working, taken);
  const { sweepId, batch } = taken.turn;
  if (!isTold) site.report({ event: "batch-back", sweepId, batch, reason: why });
}

/** Of a batch in the middle of which one worker after another was lost: its pairs count as failed. */
async function giveUp(
  working: Working,
  taken: TakenBatch,
  { runs, pairs, skipped }: { runs: readonly PlannedRun[]; pairs: number; skipped: number },
): Promise<void> {
  const { site, summary } = working;
  const result = { ...NOTHING, failed: pairs, skipped };
  const end = await endTurn(site.ledger, taken.turn, result, () => ({ outcome: { done: true } }));
  if (!end) return tellLost(working, taken);
  summary.failed += pairs;
  const { sweepId, batch } = taken.turn;
  const notes = runs.map(({ note }) => note.path).join(", ");
  const reason = `${MOST_LOST} workers were lost in the middle of it, so it is not tried again: ${notes}`;
  site.report({ event: "batch-left", sweepId, batch, reason });
}
