import {
  type CommandContext,
  choosePartitions,
  NoteChangedError,
  tell,
  UsageError,
  type Workspace,
} from "@review/cli-kit";
import { type Note, readNote, resolveNotePath } from "@review/corpus";
import { ACCEPTABLE_DECISIONS } from "@review/db";
import { acknowledgeAll } from "@review/lifecycle";
import { acknowledgeablePairs, applicableGates, selectGates } from "@review/views";
import type { AckArgs } from "./ack-args.ts";
import { earlierInGit, openLedgerToAcknowledge } from "./open-ledger.ts";
import { type Acknowledged, countPairs, reportAcknowledged } from "./report.ts";

/** Acknowledges pairs of one note by name, or overrides their verdict: all of them or, if one must not be, none. */
export async function ackPairs(
  args: AckArgs,
  context: CommandContext,
  workspace: Workspace,
): Promise<number> {
  const { io } = context;
  const { corpus } = workspace;
  const { remark, dryRun, expectReview } = args;
  const overrideDecision = ACCEPTABLE_DECISIONS.find((decision) => decision === args.override);
  if (overrideDecision && !remark?.trim()) {
    throw new UsageError("an override needs a reason: add --remark TEXT");
  }
  const note = await readNote(corpus, await resolveNotePath(corpus, args.path ?? "", io.cwd));
  requireExpectedSha(note, args.expectNoteSha);
  const { gates, left } = await applicableGates(note, await selectGates(corpus, args));
  for (const message of left) tell(io, args, message);

  await using ledger = await openLedgerToAcknowledge(
    workspace,
    args,
    earlierInGit(workspace, io, { notePaths: [note.path] }),
  );
  const partitions = await choosePartitions(args, io, corpus, ledger);
  const { modelId } = partitions;
  // In a dry run, too, what must not be acknowledged is refused.
  const chosen = await acknowledgeablePairs(ledger, partitions, {
    corpus,
    note,
    gates,
    isOverride: !!overrideDecision,
    expectReview,
  });
  const named = { notePath: note.path, noteSha: note.sha };
  const ids = dryRun
    ? []
    : await acknowledgeAll(
        ledger,
        // Another verdict that comes in from here on is a conflict.
        chosen.map(({ gate, modelId, reviewId, kind }) => ({
          pairs: [{ ...named, gateId: gate.id, gateSha: gate.sha, expectReview: reviewId }],
          modelId,
          kind,
          snapshots: [note, gate].map(({ sha, text }) => ({ sha, text })),
          ...(overrideDecision && { overrideDecision }),
          ...(remark !== undefined && { remark }),
        })),
      );
  const acknowledged = chosen.map(({ gate, modelId, kind }, index): Acknowledged => {
    const eventId = ids[index];
    return { notePath: note.path, gateId: gate.id, modelId, kind, ...(eventId !== undefined && { eventId }) };
  });
  const fresh = gates.length - countPairs(acknowledged);
  reportAcknowledged(args, context, acknowledged, {
    modelId,
    left: fresh,
    why: `fresh already under ${modelId}, there is nothing to acknowledge`,
    ...(overrideDecision && { done: "overridden" }),
  });
  return 0;
}

/** The file must still be what the person looked at. */
function requireExpectedSha(note: Note, expected: string | undefined): void {
  if (expected === undefined) return;
  if (!/^[0-9a-f]{8,64}$/i.test(expected)) {
    throw new UsageError(
      `--expect-note-sha ${expected} is no content sha: give at least its first 8 hex digits (\`why\` shows it)`,
    );
  }
  if (!note.sha.startsWith(expected.toLowerCase())) {
    throw new NoteChangedError(note.path, note.sha);
  }
}
