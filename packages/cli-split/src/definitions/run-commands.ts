import { type Command, defineCommand, option } from "@review/cli-kit";

/** Nothing is started by it, so it may be any name. */
const runnerOption = option.text("runner", "label of who reviews, for example claude-code or codex");

const create = defineCommand({
  usage: ["create <note> <gates..>", "create-review-run"],
  describe: "start a run of one note against gates or lenses; prints the run's id",
  examples: [
    ["create notes/a.md prose --runner claude-code --model opus", "one lens; prints the run's id"],
    [
      "create notes/a.md prose/clarity --runner codex --model gpt-5.4 --json",
      "one gate; prints the texts to judge and the next commands, too",
    ],
    ["create --runner codex --model gpt-5.4 -- -a.md prose", "a name that begins with a dash"],
  ],
  build: (parser) =>
    parser
      .positional("note", option.noteArgument)
      .positional("gates", { ...option.gatesArgument, demandOption: true })
      .options({ exclude: option.exclude, runner: runnerOption, model: option.model, effort: option.effort }),
  load: async () => (await import("../commands/create.ts")).runCreate,
});

const write = defineCommand({
  usage: ["write", "write-gate-review"],
  describe: "record gate reviews in a running run, all or none; prints the id of each, one a line",
  examples: [
    [
      "write --run 7 --gate prose/clarity --file review.md",
      "the inside of one block, ending in its result line",
    ],
    ["write --run 7 --gate prose/clarity --file -", "from standard input"],
    ["write --run 7 --gate prose/a --file a.md --gate prose/b --file b.md", "several at once"],
  ],
  build: (parser) =>
    parser.options({
      run: option.run,
      gate: {
        ...option.texts("gate reviewed (may be repeated, each with its --file)"),
        demandOption: true,
      },
      file: { ...option.texts("file with that gate's review, - for standard input"), demandOption: true },
      replace: option.flag("take the place of a review already written"),
    }),
  load: async () => (await import("../commands/write.ts")).runWrite,
});

const finalize = defineCommand({
  usage: ["finalize", "finalize-review-run"],
  describe: "complete a run and accept its pairs; prints `completed ID N`",
  examples: [
    ["finalize --run 7", "fails the run for good if a gate has no review yet"],
    ["finalize --run 7 --check", "only says whether it would complete"],
    [
      "finalize --run 7 --actual-model gpt-5.4 --effort high",
      "if another model than asked for did the review",
    ],
  ],
  build: (parser) =>
    parser.options({
      run: option.run,
      "actual-model": option.text("actual-model", "the model that really reviewed, if it differs"),
      effort: option.effort,
      telemetry: option.text("telemetry", "file with telemetry JSON"),
      check: option.flag("change nothing, exit with 1 if the run would fail"),
    }),
  load: async () => (await import("../commands/finalize.ts")).runFinalize,
});

const status = defineCommand({
  usage: ["status"],
  describe: "say what of a run is written and what is missing",
  examples: [["status --run 7", "one line a gate"]],
  build: (parser) => parser.options({ run: option.run }),
  load: async () => (await import("../commands/status.ts")).runStatus,
});

const fail = defineCommand({
  usage: ["fail"],
  describe: "give a run up",
  examples: [['fail --run 7 --remark "the note was rewritten meanwhile"', "running becomes failed"]],
  build: (parser) =>
    parser.options({
      run: option.run,
      remark: { ...option.remark("why, in one sentence"), demandOption: true },
    }),
  load: async () => (await import("../commands/fail.ts")).runFail,
});

export const runCommands: readonly Command[] = [create, write, finalize, status, fail];
