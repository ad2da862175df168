import { type CommandContext, type CommandRun, openWorkspace, UsageError } from "@review/cli-kit";
import type { AckArgs } from "../ack/ack-args.ts";
import { ackCohort } from "../ack/cohort.ts";
import { ackMoved } from "../ack/moved.ts";
import { ackPairs } from "../ack/pairs.ts";
import { ackTrivial } from "../ack/trivial.ts";

/** Acknowledges pairs that were reviewed: named ones, a cohort after a gate edit, trivial changes, or renames. */
export const runAck: CommandRun<AckArgs> = async (args, context) => {
  const workspace = await openWorkspace(args, context.io);
  return chooseForm(args)(args, context, workspace);
};

type AckForm = (
  args: AckArgs,
  context: CommandContext,
  workspace: Awaited<ReturnType<typeof openWorkspace>>,
) => Promise<number>;

function chooseForm({ note, gates = [], trivial, moved, all, override }: AckArgs): AckForm {
  const forms = [note !== undefined, trivial, moved && moved.length > 0, all].filter(Boolean).length;
  if (forms > 1) throw new UsageError("name a note with its gates, or give one of --all, --trivial, --moved");
  if (override !== undefined && note === undefined) {
    throw new UsageError(
      "--override goes with one note and its gates: ack NOTE GATE --override DECISION --remark TEXT",
    );
  }
  if (note !== undefined && gates.length > 0) return ackPairs;
  if (note !== undefined) throw new UsageError(`name the gates of ${note} to acknowledge`);
  if (trivial) return ackTrivial;
  if (moved && moved.length > 0) return ackMoved;
  if (all) return ackCohort;
  throw new UsageError(
    "name a note with its gates, or give --gate G --reason gate-changed --all, --trivial or --moved OLD NEW",
  );
}
