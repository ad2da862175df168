import { count, type Io } from "@review/cli-kit";
import type { Corpus } from "@review/corpus";
import { type Ledger, listRuns } from "@review/db";
import { describeRunNote, fixtureFinder } from "@review/views";
import { describeSpan } from "../../terminal/describe-time.ts";
import { type Diagnosis, diagnosesOf } from "./diagnosis.ts";

const { ok, note } = diagnosesOf("Runs");

/** Runs listed one by one before the rest is counted. */
const LISTED = 10;
const ALL_OLD = "review-nested fail --older-than 12h --reason TEXT";

/**
 * The runs that are open. Whether an agent still works on one cannot be known, so none of them is a problem; of
 * a run that a process of this machine started it can be said that the process is gone.
 */
export async function checkOpenRuns(
  { corpus, ledger }: { corpus: Corpus; ledger: Ledger },
  { now, self, isAlive }: { now: Date } & Pick<Io, "self" | "isAlive">,
): Promise<Diagnosis[]> {
  const open = await listRuns(ledger, { status: "running" });
  if (open.length === 0) return [ok("no run is open")];
  const more = open.length - LISTED;
  const fixtureOf = fixtureFinder(corpus);
  const oldestFirst = open.toReversed();
  const gone = oldestFirst.filter(
    ({ telemetry: { owner } = {} }) => owner?.host === self.host && !isAlive(owner.pid),
  );
  const goneIds = gone.map(({ id }) => id);
  return [
    ...oldestFirst.slice(0, LISTED).map(({ id, notePath, runner, startedAt }) => {
      const age = describeSpan(now.getTime() - Date.parse(startedAt));
      const what = describeRunNote({ notePath, fixture: fixtureOf(notePath) });
      if (goneIds.includes(id)) {
        // One command for all of them.
        const give = `review-nested fail ${goneIds.join(" ")} --reason "its process is gone"`;
        return note(
          `run ${id} of ${what} (${runner}) was left open ${age} ago by a process that is gone: ${give}`,
        );
      }
      const give = `review-nested fail ${id} --reason TEXT`;
      return note(`run ${id} of ${what} (${runner}) has been open for ${age}; to give it up: ${give}`);
    }),
    ...(more > 0 ? [note(`${count(more, "more run")} open; to give up all that are old: ${ALL_OLD}`)] : []),
  ];
}
