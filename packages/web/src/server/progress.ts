import { getRun, type Ledger, listRuns, type Run, type RunId } from "@review/db";

/** How the runs of a ledger stand, counted from a first look on. */
export interface RunsProgress {
  running: Pick<Run, "id" | "notePath">[];
  /** The newest run that there is. */
  newest: RunId;
  /** Completed or failed since. */
  ended: number;
  failed: number;
}

const AT_A_TIME = 200;

/** How the runs stand now, given how they stood before. Whatever began and ended between the two looks is counted, too. */
export async function readProgress(ledger: Ledger, before?: RunsProgress): Promise<RunsProgress> {
  const [newestRun] = await listRuns(ledger, { limit: 1 });
  const open = await listRuns(ledger, { status: "running", limit: Number.MAX_SAFE_INTEGER });
  const running = open.map(({ id, notePath }) => ({ id, notePath }));
  const newest = newestRun?.id ?? 0;
  if (!before) return { running, newest, ended: 0, failed: 0 };
  const isOpen = new Set(running.map(({ id }) => id));
  const ended = await runsSince(ledger, before.newest);
  for (const { id } of before.running) if (!isOpen.has(id)) ended.push(await getRun(ledger, id));
  const completed = ended.filter(({ status }) => status === "completed").length;
  const failed = ended.filter(({ status }) => status === "failed").length;
  return { running, newest, ended: before.ended + completed + failed, failed: before.failed + failed };
}

async function runsSince(ledger: Ledger, last: RunId): Promise<Run[]> {
  const found: Run[] = [];
  for (let before: RunId | undefined; ; ) {
    const runs = await listRuns(ledger, { limit: AT_A_TIME, ...(before !== undefined && { before }) });
    found.push(...runs.filter(({ id }) => id > last));
    before = runs.at(-1)?.id;
    if (before === undefined || before <= last || runs.length < AT_A_TIME) return found;
  }
}
