import { type Command, defineCommand, option } from "@review/cli-kit";
import { STALE_REASONS } from "@review/lifecycle";

/** For models that cannot keep to a form by being told. */
export const formatHint = option.choice(
  "format-hint",
  "for api: have the service hold the model to this form, for models that break that of the bundle",
  ["json"],
);

const reviewerOptions = {
  runner: option.runner,
  model: option.model,
  effort: option.effort,
  "format-hint": formatHint,
  "exact-model": {
    ...option.exactModel,
    describe: `${option.exactModel.describe}; a run that another one answers fails`,
  },
  timeout: option.timeout,
  repair: { ...option.repair, default: "1" },
  confirm: option.text(
    "confirm",
    "model that is asked, too, whether what was found holds; what it disputes does not count",
  ),
  "dry-run": option.flag("print what would be sent; leaves no trace"),
  "fail-on": {
    ...option.text("fail-on", "exit with 1 if a verdict that stands is this or worse"),
    choices: ["never", "warn", "fail"],
    default: "never",
  },
  ...option.report,
} as const;

const bundle = defineCommand({
  usage: ["bundle <note> <gates..>"],
  describe: "review one note against gates or lenses in one run",
  examples: [
    ["bundle notes/a.md prose --runner claude-code --model opus", "one lens, one prompt"],
    ["bundle notes/a.md prose --runner codex --model gpt-5.4 --dry-run", "prints the exact prompt"],
  ],
  build: (parser) =>
    parser
      .positional("note", option.noteArgument)
      .positional("gates", { ...option.gatesArgument, demandOption: true })
      .options({ ...reviewerOptions, exclude: option.exclude }),
  load: async () => (await import("../commands/bundle.ts")).runBundle,
});

const sweep = defineCommand({
  usage: ["sweep [gates..]"],
  describe: "review stale pairs in batches; running it again continues",
  examples: [
    ["sweep --all-gates --runner checks", "every gate that names a command of its own; no model"],
    ["sweep prose --runner claude-code --model opus --limit 20", "the first twenty stale pairs of a lens"],
    ["sweep --all-gates --runner codex --model gpt-5.4 --order worth --budget-usd 2", "the best two dollars"],
    ["sweep --all-gates --runner codex --model gpt-5.4 --group-by note --dry-run", "what would be sent"],
    [
      "sweep prose --runner api --model anthropic/claude-haiku-4-5 --confirm anthropic/claude-opus-4-8",
      "a cheap model looks for findings, a better one looks at each of them",
    ],
    ["sweep --all-gates --runner api --model anthropic/claude-haiku-4-5 --shared --jobs 20", "by workers"],
  ],
  build: (parser) =>
    parser
      .positional("gates", option.gatesArgument)
      .options(reviewerOptions)
      .options({
        "all-gates": option.allGates,
        exclude: option.exclude,
        note: option.note,
        where: option.where,
        reason: option.choice("reason", "only pairs stale for this reason", STALE_REASONS),
        force: option.flag("review the pairs of the named gates once more, fresh or not"),
        "group-by": {
          ...option.text("group-by", "notes that share a gate, or gates that share a note"),
          choices: ["gate", "note"],
          default: "gate",
        },
        order: {
          ...option.text("order", "by name, or by worth: first what is expected to find most for its price"),
          choices: ["name", "worth"],
          default: "name",
        },
        "batch-size": option.number(
          "batch-size",
          "pairs in one prompt at most (default: 5 by gate, limits.gatesPerPrompt by note; 1000 for a check of {notes})",
        ),
        "mix-lenses": option.flag("let gates of several lenses share a prompt"),
        jobs: option.number("jobs", "reviewers at a time (default: limits.jobs, 2)"),
        limit: option.number("limit", "pairs at most"),
        by: {
          ...option.by,
          describe: "at the end no findings: how many pairs are not a pass, by this",
        },
        verbose: option.flag("at the end every note, passes, too; with --dry-run every prompt"),
        "allow-empty": option.allowEmpty,
        "budget-usd": option.number("budget-usd", "start no batch that would pass so many US dollars", {
          whole: false,
        }),
        "budget-tokens": option.number("budget-tokens", "start no batch that would pass so many tokens"),
        "max-minutes": option.number("max-minutes", "start no batch that would end later", { whole: false }),
        "max-failures": option.number(
          "max-failures",
          "failed batches in a row that stop the sweep (default: 10)",
        ),
        shared: option.flag(
          "plan it for workers (`work`) on any machine; --jobs is then that of all of them",
        ),
        watch: option.flag("with --shared: show how far the workers are until it ends"),
        "tokens-per-minute": option.number(
          "tokens-per-minute",
          "with --shared: start no batch that would pass so many tokens in a minute, of all workers",
        ),
        cancel: option.number("cancel", "have nothing more start of the shared sweep with this id"),
      }),
  load: async () => (await import("../commands/sweep.ts")).runSweep,
});

export const reviewCommands: readonly Command[] = [bundle, sweep];
