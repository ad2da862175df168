import { type Command, defineCommand, option } from "@review/cli-kit";
import { ACCEPTABLE_DECISIONS } from "@review/db/vocabulary";

const why = defineCommand({
  usage: ["why <note> <gate>"],
  describe: "one screen about a pair: verdict, what changed since, what to do",
  examples: [["why notes/a.md prose/clarity --model opus", "why it is stale, or on what it is fresh"]],
  build: (parser) =>
    parser
      .positional("note", option.noteArgument)
      .positional("gate", { type: "string", demandOption: true, describe: "gate id" })
      .options({
        model: {
          ...option.model,
          describe: `${option.model.describe}; may be left out where one alone has reviewed the pair`,
        },
        effort: option.effort,
        "exact-model": option.exactModel,
      }),
  load: async () => (await import("../commands/why.ts")).runWhy,
});

const ack = defineCommand({
  usage: ["ack [path] [gates..]"],
  describe: "acknowledge changes of reviewed pairs without a new review",
  examples: [
    ["ack notes/a.md prose/clarity --model opus --remark typo", "these pairs still hold"],
    [
      "ack --gate prose/clarity --reason gate-changed --all --model opus",
      "all notes, after an edit of the gate",
    ],
    [
      "ack --gate prose/clarity --reason gate-changed --sample 59 --runner claude-code --model opus",
      "59 are reviewed; if no verdict flips, the others are acknowledged",
    ],
    ["ack --trivial --dry-run --model opus", "what changed in no part that its gate watches"],
    [
      'ack notes/a.md prose/clarity --override pass --remark "quoted on purpose" --model opus',
      "another verdict",
    ],
    [
      "ack --moved notes/old.md notes/new.md",
      "carry acceptances over after a rename, also of a folder, or of a note that was edited, too",
    ],
    ["ack --moved --all", "the same for all that has the content of something that is gone"],
  ],
  build: (parser) =>
    parser
      .positional("path", { type: "string", describe: "path of the note" })
      .positional("gates", option.gatesArgument)
      .options({
        model: option.model,
        effort: option.effort,
        "exact-model": option.exactModel,
        exclude: option.exclude,
        gate: option.texts("with --all, --sample or --trivial: only this gate"),
        note: { ...option.note, describe: `with --all, --sample or --trivial: ${option.note.describe}` },
        reason: {
          ...option.text("reason", "with --all or --sample: the reason of the cohort"),
          choices: ["gate-changed"],
        },
        all: option.flag("all notes whose pair with --gate is stale for --reason; with --moved: all renames"),
        sample: option.number(
          "sample",
          "review so many of them, drawn at random; the others are acknowledged if no verdict flips",
        ),
        seed: option.text(
          "seed",
          "with --sample: draw the same once more, as an earlier call has printed it",
        ),
        runner: { ...option.runner, describe: `with --sample: ${option.runner.describe}` },
        timeout: { ...option.timeout, describe: `with --sample: ${option.timeout.describe}` },
        repair: { ...option.repair, describe: `with --sample: ${option.repair.describe} (default: 1)` },
        confirm: option.text(
          "confirm",
          "with --sample: model that is asked, too, whether what was found holds, as by sweep --confirm",
        ),
        trivial: option.flag("all pairs in which no watched part changed"),
        moved: {
          type: "string",
          array: true,
          describe: "old and new name of a note, a gate or a folder of notes",
        },
        override: option.choice(
          "override",
          "replace the verdict of the review; needs --remark",
          ACCEPTABLE_DECISIONS,
        ),
        remark: option.text("remark", "why; kept with the event"),
        "expect-note-sha": option.text("expect-note-sha", "refuse if the note is not this version any more"),
        "expect-review": option.number(
          "expect-review",
          "refuse if the verdict is not this review's any more (`why` shows it)",
        ),
        "dry-run": option.flag("only show what would be acknowledged; leaves no trace"),
        yes: option.flag("with --all or --sample: do not ask"),
      }),
  load: async () => (await import("../commands/ack.ts")).runAck,
});

const reopen = defineCommand({
  usage: ["reopen <note> <gates..>"],
  describe: "take an acceptance back: the pairs are stale until they are reviewed or acknowledged again",
  examples: [
    [
      'reopen notes/a.md prose/clarity --model opus --remark "it missed the table"',
      "a pass that should not stand",
    ],
  ],
  build: (parser) =>
    parser
      .positional("note", option.noteArgument)
      .positional("gates", { ...option.gatesArgument, demandOption: true })
      .options({
        model: option.model,
        effort: option.effort,
        "exact-model": option.exactModel,
        exclude: option.exclude,
        remark: option.remark("why; kept with the event (needed)"),
        "dry-run": option.flag("only show what would be reopened; leaves no trace"),
      }),
  load: async () => (await import("../commands/reopen.ts")).runReopen,
});

export const pairCommands: readonly Command[] = [why, ack, reopen];
