import { type CommandContext, EXIT, type GlobalArgs, printJson, tell } from "@review/cli-kit";
import { type Ledger, LedgerError, type SweepId } from "@review/db";
import { type SharedSweepEntry, viewSharedSweeps } from "@review/views";
import { listenForSweeps } from "@review/worker";
import { describeProgress } from "./describe-sweeps.ts";

/** Where nobody tells of a change (behind a pooler), it is looked this often. */
const LOOK_EVERY_MS = 5_000;
/** What comes within this is told together. */
const GATHER_MS = 250;

/** Tells how far a shared sweep is, whenever that changes, until it has ended or the person interrupts, which leaves the sweep as it is. */
export async function watchSweep(
  args: GlobalArgs,
  { io }: CommandContext,
  { ledger, id }: { ledger: Ledger; id: SweepId },
): Promise<number> {
  const { interrupted } = io.watchSignals();
  const over = new AbortController();
  const signal = AbortSignal.any([interrupted, over.signal]);
  let wake = () => {};
  const listening = listenForSweeps(ledger, () => wake(), signal).catch((error: unknown) => {
    // Then it is looked by the clock alone; what is wrong with the ledger the next look says, too.
    if (!(error instanceof LedgerError)) throw error;
  });
  let told = "";
  try {
    for (;;) {
      const { sweeps } = await viewSharedSweeps(ledger, { ids: [id], limit: 1 });
      const [sweep] = sweeps;
      if (!sweep) return EXIT.usage;
      const line = describeProgress(sweep);
      if (line !== told) tellProgress(args, io, sweep, line);
      told = line;
      if (sweep.state !== "open" && sweep.batches.taken === 0) return codeOf(sweep);
      if (interrupted.aborted) return EXIT.interrupted;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_EVERY_MS);
        const end = () => {
          clearTimeout(timer);
          resolve();
        };
        wake = () => void setTimeout(end, GATHER_MS);
        signal.addEventListener("abort", end, { once: true });
      });
    }
  } finally {
    over.abort();
    await listening;
  }
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
