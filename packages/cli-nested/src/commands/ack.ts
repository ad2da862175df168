import {
  type CommandContext,
  type CommandRun,
  openWorkspace,
  UsageError,
  type Workspace,
} from "@review/cli-kit";
import type { AckArgs } from "./ack/ack-args.ts";
import { ackCohort } from "./ack/cohort.ts";
import { ackMoved } from "./ack/moved.ts";
import { ackPairs } from "./ack/pairs.ts";
import { ackSampled } from "./ack/sampled.ts";
import { ackTrivial } from "./ack/trivial.ts";

/** Acknowledges pairs that were reviewed: named ones, a cohort after a gate edit, perhaps on a sample, trivial changes, or renames. */
export const runAck: CommandRun<AckArgs> = async (args, context) => {
  const run = chooseForm(args);
  return run(args, context, await openWorkspace(args, context.io));
};

type AckForm = (args: AckArgs, context: CommandContext, workspace: Workspace) => Promise<number>;

/** The form that a command line asks for. Throws UsageError for none, for two, and for an option of another form. */
function chooseForm(args: AckArgs): AckForm {
  const { path, gates = [], trivial, moved, all } = args;
  const isSampled = args.sample !== undefined;
  const isMoved = moved !== undefined;
  const forms = [path !== undefined, trivial, isMoved, all && !isMoved, isSampled].filter(Boolean).length;
  if (forms > 1)
    throw new UsageError("name a note with its gates, or give one of --all, --sample, --trivial, --moved");
  if (!isSampled) refuse(args, OF_SAMPLE, "goes with --sample: only a sample is reviewed");
  if (path !== undefined) {
    refuse(
      args,
      ["gate", "reason", "note"],
      "does not go with a note, whose gates are named after it: ack NOTE GATE...",
    );
    if (gates.length === 0)
      throw new UsageError(`name the gates of ${path} to acknowledge: ack NOTE GATE...`);
    if (args.expectReview !== undefined && gates.length > 1)
      throw new UsageError("--expect-review names the review of one gate: name that gate alone");
    return ackPairs;
  }
  refuse(args, ["override"], "goes with one note: ack NOTE GATE --override DECISION --remark TEXT");
  refuse(args, ["expectNoteSha"], "goes with one note: ack NOTE GATE --expect-note-sha SHA");
  refuse(args, ["expectReview"], "goes with one note and gate: ack NOTE GATE --expect-review ID");
  if (isSampled) {
    refuse(args, ["exclude"], "does not go with --sample: a cohort is one gate's");
    return ackSampled;
  }
  if (all && !isMoved) {
    refuse(args, ["exclude"], "does not go with --all: a cohort is one gate's");
    return ackCohort;
  }
  refuse(args, ["reason"], "goes with --all or --sample: ack --gate GATE --reason gate-changed --all");
  if (trivial) return ackTrivial;
  if (isMoved) {
    refuse(args, ["gate", "exclude", "note"], "does not go with --moved: ack --moved OLD NEW");
    refuse(
      args,
      ["model", "effort", "exactModel"],
      "does not go with --moved, which carries over under every model",
    );
    return ackMoved;
  }
  throw new UsageError(
    "name a note with its gates, or give --gate GATE --reason gate-changed with --all or --sample COUNT, --trivial, or --moved OLD NEW",
  );
}

/** What tells who reviews, and what. */
const OF_SAMPLE = ["seed", "runner", "timeout", "repair", "confirm"] as const;

function refuse(args: AckArgs, options: readonly (keyof AckArgs)[], why: string): void {
  const given = options.find((option) => args[option] !== undefined);
  if (given === undefined) return;
  throw new UsageError(`--${given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${why}`);
}
