import type { Io } from "@review/cli-kit";
import type { Corpus } from "@review/corpus";
import { type Ledger, listRuns } from "@review/db";
import { describeRunNote, fixtureFinder } from "@review/views";
import { describeSpan } from "../../terminal/describe-time.ts";
import { type Diagnosis, diagnosesOf } from "./diagnosis.ts";

const { ok, note } = diagnosesOf("Runs");

/**
 * The runs that are open, a line for all of a kind. Whether an agent still works on one cannot be known, so none of them is a problem; of
 * runs that processes of this machine started it can be said that these are gone.
 */
export async function checkOpenRuns(
  { corpus, ledger }: { corpus: Corpus; ledger: Ledger },
  { now, self, isAlive }: { now: Date } & Pick<Io, "self" | "isAlive">,
): Promise<Diagnosis[]> {
  const open = (await listRuns(ledger, { status: "running" })).toReversed();
  if (open.length === 0) return [ok("no run is open")];
  const isGone = ({ telemetry: { owner } = {} }: (typeof open)[number]) =>
    owner?.host === self.host && !isAlive(owner.pid);
  const gone = open.filter(isGone);
  const others = open.filter((run) => !isGone(run));
  const fixtureOf = fixtureFinder(corpus);
  const oldest = ([run]: typeof open) => {
    if (run === undefined) return undefined;
    const { id, notePath, runner, startedAt } = run;
    const what = describeRunNote({ notePath, fixture: fixtureOf(notePath) });
    return {
      run: `run ${id} of ${what} (${runner})`,
      age: describeSpan(now.getTime() - Date.parse(startedAt)),
      give: `review-nested fail ${id} --remark TEXT`,
    };
  };
  return [
    ...describeGone(
      gone.map(({ id }) => id),
      oldest(gone),
    ),
    ...describeOthers(others.length, oldest(others)),
  ];
}

interface Oldest {
  run: string;
  age: string;
  /** The command that gives it up. */
  give: string;
}

function describeGone(ids: readonly number[], oldest: Oldest | undefined): Diagnosis[] {
  if (oldest === undefined) return [];
  const { run, age } = oldest;
  // One command for all of them.
  const give = `review-nested fail ${ids.join(" ")} --remark "its process is gone"`;
  return [
    note(
      ids.length === 1
        ? `${run} was left open ${age} ago by a process that is gone: ${give}`
        : `${ids.length} runs were left open by processes that are gone, the oldest, ${run}, ${age} ago: ${give}`,
    ),
  ];
}

function describeOthers(runs: number, oldest: Oldest | undefined): Diagnosis[] {
  if (oldest === undefined) return [];
  const { run, age, give } = oldest;
  return [
    note(
      runs === 1
        ? `${run} has been open for ${age}; to give it up: ${give}`
        : `${runs} runs are open, the oldest, ${run}, for ${age}: \`review-nested runs --status running\` lists them; to give it up: ${give}; all that are old: review-nested fail --older-than 12h --remark TEXT`,
    ),
  ];
}
