import {
  type Command,
  defineCommand,
  effortOption,
  exactModelOption,
  manyTexts,
  modelOption,
  oneNumber,
  oneText,
} from "@review/cli-kit";
import { ACCEPTABLE_DECISIONS } from "@review/db/vocabulary";

const why = defineCommand({
  usage: ["why <note> <gate>"],
  describe: "one screen about a pair: verdict, what changed since, what to do",
  examples: [["why notes/a.md prose/clarity --model opus", "why it is stale, or on what it is fresh"]],
  build: (parser) =>
    parser
      .positional("note", { type: "string", demandOption: true, describe: "path of the note" })
      .positional("gate", { type: "string", demandOption: true, describe: "gate id" })
      .options({ model: modelOption, effort: effortOption, "exact-model": exactModelOption }),
  load: async () => (await import("../commands/why.ts")).runWhy,
});

const ack = defineCommand({
  usage: ["ack [note] [gates..]"],
  describe: "acknowledge changes of reviewed pairs without a new review",
  examples: [
    ["ack notes/a.md prose/clarity --model opus --remark typo", "these pairs still hold"],
    [
      "ack --gate prose/clarity --reason gate-changed --all --model opus",
      "all notes, after an edit of the gate",
    ],
    ["ack --trivial --dry-run --model opus", "what changed in no part that its gate watches"],
    [
      'ack notes/a.md prose/clarity --override pass --remark "quoted on purpose" --model opus',
      "another verdict",
    ],
    ["ack --moved notes/old.md notes/new.md", "carry acceptances over after a rename"],
  ],
  build: (parser) =>
    parser
      .positional("note", { type: "string", describe: "path of the note" })
      .positional("gates", { type: "string", array: true, describe: "gate ids or lenses" })
      .options({
        model: modelOption,
        effort: effortOption,
        "exact-model": exactModelOption,
        gate: manyTexts("with --all or --trivial: only this gate"),
        reason: { ...oneText("reason", "with --all: the reason of the cohort"), choices: ["gate-changed"] },
        all: {
          type: "boolean",
          default: false,
          describe: "all notes whose pair with --gate is stale for --reason",
        },
        trivial: { type: "boolean", default: false, describe: "all pairs in which no watched part changed" },
        moved: { type: "string", array: true, describe: "old and new name of a note or gate" },
        override: {
          ...oneText("override", "replace the verdict of the review; needs --remark"),
          choices: ACCEPTABLE_DECISIONS,
        },
        remark: oneText("remark", "why; kept with the event"),
        "expect-note-sha": oneText("expect-note-sha", "refuse if the note is not this version any more"),
        "expect-review": oneNumber(
          "expect-review",
          "refuse if the verdict is not this review's any more (`why` shows it)",
        ),
        "dry-run": {
          type: "boolean",
          default: false,
          describe: "only show what would be acknowledged; leaves no trace",
        },
        yes: { type: "boolean", default: false, describe: "with --all: do not ask" },
      }),
  load: async () => (await import("../commands/ack.ts")).runAck,
});

/** The commands about single pairs. */
export const pairCommands: readonly Command[] = [why, ack];
