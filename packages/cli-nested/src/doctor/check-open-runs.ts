import { count } from "@review/cli-kit";
import { type Ledger, listRuns } from "@review/db";
import { describeAge } from "../age.ts";
import { type Diagnosis, diagnosesOf } from "./diagnosis.ts";

const { ok, note } = diagnosesOf("Runs");

/** Runs listed one by one before the rest is counted. */
const LISTED = 10;

/** The runs that are open. Whether somebody still works on one cannot be known, so none of them is a problem. */
export async function checkOpenRuns(ledger: Ledger, now: Date): Promise<Diagnosis[]> {
  const open = await listRuns(ledger, { status: "running" });
  if (open.length === 0) return [ok("no run is open")];
  const oldestFirst = open.toReversed();
  const more = open.length - LISTED;
  return [
    ...oldestFirst
      .slice(0, LISTED)
      .map(({ id, notePath, runner, startedAt }) =>
        note(
          `run ${id} of ${notePath} (${runner}) is open since ${describeAge(startedAt, now)}; to give it up: review-nested fail ${id} --reason TEXT`,
        ),
      ),
    ...(more > 0
      ? [
          note(
            `${count(more, "more run")} open; all that are old: review-nested fail --older-than 12h --reason TEXT`,
          ),
        ]
      : []),
  ];
}
