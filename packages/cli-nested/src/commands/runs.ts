import {
  type Cell,
  type CommandRun,
  chooseNamedPartitions,
  count,
  type Io,
  layOutTable,
  type ModelArgs,
  openLedgerToRead,
  openWorkspace,
  printLines,
  printLongJson,
  type Style,
  screenful,
  shorten,
  tell,
} from "@review/cli-kit";
import type { Run } from "@review/db";
import { describeRunNote, type RunEntry, viewRuns, whyNoGate } from "@review/views";
import { describeAge, describeSpan, describeTime } from "../terminal/describe-time.ts";

export interface RunsArgs extends ModelArgs {
  status?: string | undefined;
  note?: readonly string[] | undefined;
  gate?: string | undefined;
  runner?: string | undefined;
  /** Milliseconds. */
  olderThan?: number | undefined;
  /** A time (UTC, ISO 8601). */
  since?: string | undefined;
  limit?: number | undefined;
}

const DEFAULT_LIMIT = 50;
/** On a terminal, where each takes two or three lines. */
const USUAL_RUNS = 10;
/** Characters of a failure reason on a terminal; `show` gives all of it. */
const REASON_WIDTH = 80;

/** Lists runs, newest first. */
export const runRuns: CommandRun<RunsArgs> = async (args, { io }) => {
  const workspace = await openWorkspace(args, io);
  const now = new Date();
  const limit = Math.min(screenful(args, io, USUAL_RUNS), args.limit ?? DEFAULT_LIMIT);
  await using ledger = await openLedgerToRead(workspace);
  const { corpus } = workspace;
  const partitions = await chooseNamedPartitions(args, io, corpus, ledger);
  const question = { ...args, modelIds: partitions?.partitions, limit };
  const found = await viewRuns(corpus, ledger, question, { cwd: io.cwd, now });
  if (args.json) return await printLongJson(io, {}, "runs", found.runs, () => ({ more: found.more() }));
  const runs: RunEntry[] = [];
  for await (const run of found.runs) runs.push(run);
  printLines(io, describeRuns(runs, now, io));
  if (runs.length === 0) {
    const unknown = args.gate === undefined ? undefined : await whyNoGate(corpus, ledger, args.gate);
    tell(io, args, [describeNothing(args), unknown].filter(Boolean).join("; "));
  }
  const which = limit === 1 ? "this is the newest" : `these are the newest ${limit}`;
  if (found.more()) tell(io, args, `${which}: --limit N shows more`);
};

const STYLES: Record<Run["status"], Style> = { running: "yellow", completed: "green", failed: "red" };

function describeRuns(runs: readonly RunEntry[], now: Date, io: Io): string[] {
  const rows = runs.map((run): Cell[] => [
    { text: `${run.id}` },
    { text: run.status, style: STYLES[run.status] },
    { text: describeAge(run.startedAt, now), style: "dim" },
    { text: describeRunNote(run) },
    { text: run.modelId },
    { text: run.runner },
    { text: count(run.gateCount, "gate") },
    { text: shorten(run.failureReason ?? "", io.stdout.columns === undefined ? Infinity : REASON_WIDTH) },
  ]);
  return layOutTable(rows, { head: 3, last: "cut" }, io);
}

function describeNothing({ status, note, gate, runner, model, since, olderThan }: RunsArgs): string {
  const asked = [
    status && `with status ${status}`,
    note && `of ${note.join(", ")}`,
    gate && `for ${gate}`,
    runner && `by ${runner}`,
    model && `under ${model}`,
    since && `since ${describeTime(since)}`,
    olderThan !== undefined && `older than ${describeSpan(olderThan)}`,
  ].filter((part) => typeof part === "string");
  return asked.length === 0
    ? "there are no runs yet: `review-nested bundle` or `sweep` makes some"
    : `there is no run ${asked.join(" ")}`;
}
