import {
  allGatesOption,
  allowEmptyOption,
  type Command,
  defineCommand,
  effortOption,
  exactModelOption,
  modelOption,
  noteOption,
  oneNumber,
  oneText,
  runnerOption,
  whereOption,
} from "@review/cli-kit";
import { STALE_REASONS } from "@review/lifecycle";

const reviewerOptions = {
  runner: runnerOption,
  model: modelOption,
  effort: effortOption,
  "exact-model": {
    ...exactModelOption,
    describe: `${exactModelOption.describe}; a run that another one answers fails`,
  },
  timeout: oneNumber("timeout", "seconds one reviewer may take (default: limits.timeoutSeconds, 900)"),
  "dry-run": { type: "boolean", default: false, describe: "print what would be sent; leaves no trace" },
  "fail-on": {
    ...oneText("fail-on", "exit with 1 if a verdict that stands is this or worse"),
    choices: ["never", "warn", "fail"],
    default: "never",
  },
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
      .positional("note", { type: "string", demandOption: true, describe: "path of the note" })
      .positional("gates", {
        type: "string",
        array: true,
        demandOption: true,
        describe: "gate ids or lenses",
      })
      .options(reviewerOptions),
  load: async () => (await import("../commands/bundle.ts")).runBundle,
});

const sweep = defineCommand({
  usage: ["sweep [gates..]"],
  describe: "review stale pairs in batches; running it again continues",
  examples: [
    ["sweep --all-gates --runner checks", "every gate that names a command of its own; no model"],
    ["sweep prose --runner claude-code --model opus --limit 20", "the first twenty stale pairs of a lens"],
    ["sweep --all-gates --runner codex --model gpt-5.4 --group-by note --dry-run", "what would be sent"],
  ],
  build: (parser) =>
    parser
      .positional("gates", { type: "string", array: true, describe: "gate ids or lenses" })
      .options(reviewerOptions)
      .options({
        "all-gates": allGatesOption,
        note: noteOption,
        where: whereOption,
        reason: { ...oneText("reason", "only pairs stale for this reason"), choices: STALE_REASONS },
        force: {
          type: "boolean",
          default: false,
          describe: "review the pairs of the named gates once more, fresh or not",
        },
        "group-by": {
          ...oneText("group-by", "notes that share a gate, or gates that share a note"),
          choices: ["gate", "note"],
          default: "gate",
        },
        "batch-size": oneNumber(
          "batch-size",
          "pairs in one prompt at most (default: 5 by gate, limits.gatesPerPrompt by note)",
        ),
        "mix-lenses": {
          type: "boolean",
          default: false,
          describe: "let gates of several lenses share a prompt",
        },
        jobs: oneNumber("jobs", "reviewers at a time (default: limits.jobs, 2)"),
        limit: oneNumber("limit", "pairs at most"),
        "allow-empty": allowEmptyOption,
        "budget-usd": oneNumber("budget-usd", "start no batch that would pass so many US dollars", {
          least: 0,
          whole: false,
        }),
        "budget-tokens": oneNumber("budget-tokens", "start no batch that would pass so many tokens"),
        "max-minutes": oneNumber("max-minutes", "start no batch that would end later", {
          least: 0,
          whole: false,
        }),
        "max-failures": oneNumber(
          "max-failures",
          "failed batches in a row that stop the sweep (default: 10)",
        ),
      }),
  load: async () => (await import("../commands/sweep.ts")).runSweep,
});

/** The commands that start reviewers. */
export const reviewCommands: readonly Command[] = [bundle, sweep];
