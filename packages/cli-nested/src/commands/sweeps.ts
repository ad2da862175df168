import {
  type CommandRun,
  EXIT,
  openLedgerToRead,
  openWorkspace,
  printJson,
  printLines,
  tell,
  UsageError,
} from "@review/cli-kit";
import { viewSharedSweeps } from "@review/views";
import { requireSharable } from "@review/worker";
import { describeSweeps } from "./sweeps/describe-sweeps.ts";
import { noSuchSweep } from "./sweeps/no-such-sweep.ts";
import { watchSweep } from "./sweeps/watch-sweep.ts";

export interface SweepsArgs {
  id?: string | undefined;
  watch?: boolean | undefined;
  limit?: number | undefined;
}

function parseSweepId(text: string): number {
  const id = /^\d+$/.test(text) ? Number(text) : 0;
  if (id < 1 || id > Number.MAX_SAFE_INTEGER)
    throw new UsageError(
      `${JSON.stringify(text)} is not the id of a shared sweep: \`review-nested sweeps\` lists them`,
    );
  return id;
}

const USUAL_SWEEPS = 20;

/** How far shared sweeps are. */
export const runSweeps: CommandRun<SweepsArgs> = async (args, context) => {
  const { io } = context;
  const { limit = USUAL_SWEEPS } = args;
  const id = args.id === undefined ? undefined : parseSweepId(args.id);
  const workspace = await openWorkspace(args, io);
  requireSharable(workspace.ledgerUrl);
  await using ledger = await openLedgerToRead(workspace, { takesIn: false });
  const document = await viewSharedSweeps(ledger, { limit, ...(id !== undefined && { ids: [id] }) });
  const [newest] = document.sweeps;
  if (id !== undefined && !newest) throw noSuchSweep(id);
  if (args.watch && newest) return await watchSweep(args, context, { ledger, id: newest.sweepId });
  if (args.json) {
    printJson(io, document);
    return EXIT.done;
  }
  printLines(io, describeSweeps(document.sweeps, new Date(), io));
  if (!newest) tell(io, args, "there are no shared sweeps yet: `review-nested sweep … --shared` plans one");
  if (document.sweeps.some(({ state, batches }) => state === "open" && batches.taken === 0))
    tell(io, args, "what is open and not under way waits for a worker: `review-nested work` is one");
  return EXIT.done;
};
