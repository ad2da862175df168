import type { AcceptanceKind } from "@review/db";
import type { ImportState } from "@review/db/transitions";
import type { OldHistory } from "../old-file/old-rows.ts";
import type { ImportSources } from "../plan/plan-context.ts";
import type { ImportPlan } from "../plan/plan-import.ts";
import type { PlannedRun } from "../plan/planned-rows.ts";
import { blobIdsOf, textsToAdd } from "../plan/texts-of.ts";
import { countIn, type Doubt, mostFirst, REPAIRS, type Repair, type Tally } from "../values/repairs.ts";
import type { ImportReport, TableCount } from "./import-report.ts";
import { judgePairs } from "./judge-pairs.ts";
import { tallyPartitions } from "./tally-partitions.ts";

/** Counts what a plan does with the rows of an old ledger. */
export function reportImport(
  history: OldHistory,
  plan: ImportPlan,
  { sources, state, dryRun }: { sources: ImportSources; state: ImportState; dryRun: boolean },
): ImportReport {
  const { newRuns, newAcceptances } = plan;
  const repairs = tallyRepairs(plan);
  const doubts: Tally<Doubt> = new Map();
  const kinds: Tally<AcceptanceKind> = new Map();
  for (const { doubt, kind } of newAcceptances) {
    if (doubt) countIn(doubts, [doubt]);
    else countIn(kinds, [kind]);
  }
  const completed = newRuns.filter(({ failureReason }) => failureReason === undefined).length;
  const known = plan.runs.filter((run) => state.runs.has(run.key));
  const count = (found: number, rowsOf: (run: PlannedRun) => number, leftOut = 0): TableCount => ({
    found,
    imported: sum(newRuns.map(rowsOf)),
    alreadyImported: sum(known.map(rowsOf)),
    leftOut,
  });
  const knownAcceptances = plan.acceptances.filter(({ key }) => state.acceptances.has(key)).length;
  return {
    dryRun,
    tables: {
      reviewRuns: count(history.runs.length, ({ rows }) => rows.runs),
      reviewRunGates: count(
        history.gates.length,
        ({ rows }) => rows.gates,
        plan.orphanGates + sum(plan.runs.map(({ rows }) => rows.gatesLeftOut)),
      ),
      gateReviews: count(history.reviews.length, ({ rows }) => rows.reviews),
      acceptanceEvents: {
        found: history.acceptances.length,
        imported: newAcceptances.length,
        alreadyImported: knownAcceptances,
        leftOut: plan.outdated.length,
      },
    },
    added: {
      reviewRuns: newRuns.length,
      reviewRunGates: sum(newRuns.map(({ gates }) => gates.length)),
      gateReviews: sum(newRuns.map(({ reviews }) => reviews.length)),
      acceptanceEvents: newAcceptances.length,
      snapshots: textsToAdd(plan, sources.texts, state).size,
    },
    runs: { completed, failed: newRuns.length - completed },
    acceptances: mostFirst(kinds),
    doubts: mostFirst(doubts),
    partitions: tallyPartitions(plan),
    repairs: Object.entries(REPAIRS).flatMap(([name, [what, done]]) => {
      const rows = repairs.get(name as Repair) ?? 0;
      return rows > 0 ? [{ repair: name as Repair, what, done, rows }] : [];
    }),
    texts: countTexts(history, sources),
    pairs: judgePairs(plan, sources, state),
    missing: history.missing,
    unknown: history.unknown,
    oddTypes: history.odd,
    ambiguousSessions: sources.ambiguousSessions ?? 0,
  };
}

function tallyRepairs({ newRuns, newAcceptances, outdated, repairs }: ImportPlan): Tally<Repair> {
  const tally: Tally<Repair> = new Map();
  for (const row of [...newRuns, ...newAcceptances]) countIn(tally, row.repairs);
  countIn(tally, repairs);
  for (const _ of outdated) countIn(tally, ["acceptance-outdated"]);
  return tally;
}

function countTexts(history: OldHistory, { texts }: ImportSources): ImportReport["texts"] {
  const ids = [...blobIdsOf(history).keys()];
  const inFiles = ids.filter((id) => texts.get(id)?.from === "file").length;
  const inGit = ids.filter((id) => texts.get(id)?.from === "git").length;
  return { named: ids.length, inFiles, inGit, notFound: ids.length - inFiles - inGit };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
