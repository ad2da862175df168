import { setTimeout } from "node:timers/promises";
import { type CommandContext, EXIT, type GlobalArgs, printJson, tell } from "@review/cli-kit";
import { type Ledger, LedgerError, type SweepId } from "@review/db";
import { type SharedSweepEntry, viewSharedSweeps } from "@review/views";
import { listenForSweeps } from "@review/worker";
import { describeProgress } from "./describe-sweeps.ts";
import { noSuchSweep } from "./no-such-sweep.ts";

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
  let hasNews = false;
  let wake = () => {};
  const onChange = () => {
    hasNews = true;
    wake();
  };
  const listening = listenForSweeps(ledger, onChange, signal).catch((error: unknown) => {
    // Then it is looked by the clock alone; what is wrong with the ledger the next look says, too.
    if (!(error instanceof LedgerError)) throw error;
  });
  /** Until something has changed, or may have. */
  const news = async () => {
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    // What came while it was looked is news, too.
    if (!hasNews) await Promise.race([woken, pause(LOOK_EVERY_MS, signal)]);
    if (hasNews) await pause(GATHER_MS, signal);
    hasNews = false;
  };
  let told = "";
  try {
    for (;;) {
      const { sweeps } = await viewSharedSweeps(ledger, { ids: [id], limit: 1 });
      const [sweep] = sweeps;
      if (!sweep) throw noSuchSweep(id);
      const line = describeProgress(sweep);
      if (line !== told) tellProgress(args, io, sweep, line);
      told = line;
      if (sweep.state !== "open" && sweep.batches.taken === 0) return codeOf(sweep);
      if (interrupted.aborted) return EXIT.interrupted;
      await news();
    }
  } finally {
    over.abort();
    await listening;
  }
}

/** Waits, or until the signal aborts. */
const pause = (ms: number, signal: AbortSignal): Promise<unknown> =>
  setTimeout(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });

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
