import { type CommandContext, EXIT, type GlobalArgs, printJson, tell } from "@review/cli-kit";
import type { Ledger, SweepId } from "@review/db";
import { type SharedSweepEntry, viewSharedSweeps } from "@review/views";
import { describeProgress } from "./describe-sweeps.ts";
import { noSuchSweep } from "./no-such-sweep.ts";
import { sweepNews } from "./sweep-news.ts";

/** Tells how far a shared sweep is, whenever that changes, until it has ended or the person interrupts, which leaves the sweep as it is. */
export async function watchSweep(
  args: GlobalArgs,
  { io }: CommandContext,
  { ledger, id }: { ledger: Ledger; id: SweepId },
): Promise<number> {
  const { interrupted } = io.watchSignals();
  let told = "";
  for await (const _ of sweepNews(ledger, interrupted)) {
    const { sweeps } = await viewSharedSweeps(ledger, { ids: [id], limit: 1 });
    const [sweep] = sweeps;
    if (!sweep) throw noSuchSweep(id);
    const line = describeProgress(sweep);
    if (line !== told) tellProgress(args, io, sweep, line);
    told = line;
    if (sweep.state !== "open" && sweep.batches.taken === 0) return codeOf(sweep);
  }
  return EXIT.interrupted;
}

function tellProgress(
  args: GlobalArgs,
  io: CommandContext["io"],
  sweep: SharedSweepEntry,
  line: string,
): void {
  if (args.json) printJson(io, { sweep });
  else tell(io, args, `sweep ${sweep.sweepId} ${sweep.state}: ${line}`);
}

/** As the sweep of one machine ends. */
function codeOf({ state, failed }: SharedSweepEntry): number {
  return state === "finished" && failed === 0 ? EXIT.done : EXIT.no;
}
