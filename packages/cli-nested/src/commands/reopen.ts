import {
  type CommandRun,
  choosePartitions,
  count,
  type ModelArgs,
  openWorkspace,
  print,
  printJson,
  tell,
} from "@review/cli-kit";
import { readNote, resolveNotePath } from "@review/corpus";
import type { AcceptanceEventId, ModelId } from "@review/db";
import { reopen } from "@review/lifecycle";
import { acceptedUnder, selectGates } from "@review/views";
import { requireRemark } from "../arguments/require-remark.ts";
import { openLedgerToAcknowledge } from "./ack/open-ledger.ts";

export interface ReopenArgs extends ModelArgs {
  note: string;
  gates: readonly string[];
  exclude?: readonly string[] | undefined;
  remark?: string | undefined;
  dryRun?: boolean | undefined;
}

/** What was taken back, or would be with `--dry-run`: then there is no event. */
export interface ReopenDocument {
  dryRun: boolean;
  reopened: { notePath: string; gateId: string; modelId: ModelId; eventId?: AcceptanceEventId }[];
}

/** Takes back what was accepted of pairs of one note as they are now: all of them or, if one must not be, none. */
export const runReopen: CommandRun<ReopenArgs> = async (args, { io }) => {
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  const { dryRun = false } = args;
  const remark = requireRemark(args);
  const note = await readNote(corpus, await resolveNotePath(corpus, args.note, io.cwd));
  const gates = await selectGates(corpus, args);
  await using ledger = await openLedgerToAcknowledge(workspace, args);
  const partitions = await choosePartitions(args, io, corpus, ledger);
  const accepted = await acceptedUnder(ledger, partitions, { note, gates });
  const ids = dryRun
    ? []
    : await reopen(
        ledger,
        accepted.map(({ modelId, ...pair }) => ({ pairs: [pair], modelId, remark })),
      );
  const reopened = accepted.map(({ notePath, gateId, modelId }, index) => {
    const eventId = ids[index];
    return { notePath, gateId, modelId, ...(eventId !== undefined && { eventId }) };
  });
  const document: ReopenDocument = { dryRun, reopened };
  if (args.json) printJson(io, document);
  else for (const { notePath, gateId, modelId } of reopened) print(io, `${notePath}\t${gateId}\t${modelId}`);
  tell(io, args, `${count(reopened.length, "acceptance")} ${dryRun ? "would be taken back" : "taken back"}`);
  return 0;
};
