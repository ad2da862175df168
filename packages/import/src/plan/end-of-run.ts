import type { OldRun } from "../old-file/old-rows.ts";
import { pickTime } from "../values/pick-time.ts";
import type { Repair } from "../values/repairs.ts";
import { toUtc } from "../values/to-utc.ts";

/** How a run comes in. */
export interface EndOfRun {
  /** Absent for a completed run. */
  failureReason?: string;
  completedAt: string;
  repairs: Repair[];
}

/**
 * The end of a run: completed only if nothing stands against it, never running. One that nobody ended has ended
 * when something of it was last heard.
 */
export function endOfRun(
  run: OldRun,
  { problems, times }: { problems: readonly string[]; times: readonly (string | null)[] },
): EndOfRun {
  const repairs: Repair[] = [];
  const mayHaveNoEnd = run.completedAt === null && run.status !== "completed";
  const completedAt = pickTime(toUtc(run.completedAt), times, "last", mayHaveNoEnd ? [] : repairs);
  const end = reasonOf(run, problems);
  if (end === undefined) return { completedAt, repairs };
  if (end.repair) repairs.push(end.repair);
  return { completedAt, failureReason: end.reason, repairs };
}

function reasonOf(
  { status, failureReason }: OldRun,
  problems: readonly string[],
): { reason: string; repair?: Repair } | undefined {
  if (status === "completed") {
    if (problems.length === 0) return undefined;
    const reason = `completed in the old ledger without full coverage: ${problems.join("; ")}`;
    return { reason, repair: "run-without-coverage" };
  }
  if (status === "running") return { reason: "abandoned before import", repair: "run-abandoned" };
  if (status !== "failed") {
    return {
      reason: `its status in the old ledger was ${JSON.stringify(status)}`,
      repair: "run-status-unknown",
    };
  }
  // The white space of SQLite's trim in the ledger's check, and more.
  if (failureReason?.trim()) return { reason: failureReason };
  return { reason: "the old ledger keeps no reason", repair: "run-reason-missing" };
}
