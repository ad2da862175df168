import { type Command, defineCommand, option, gatesCommand as shared } from "@review/cli-kit";
import { since } from "../arguments/since.ts";

/** `gates`, and what begins with it. */
export const gatesCommand: Command = defineCommand({
  ...shared,
  describe: "list or print gates, say which apply to a note, or `gates lint|test|fixture|report`",
  examples: [
    ...shared.examples,
    [
      "gates lint",
      "what is wrong with gates, their fixtures, and comments review-ignore in notes; exit code 1 if a gate or fixture cannot be used",
    ],
    ["gates lint prose", "the same for the gates of one lens; no note is looked at for comments"],
    [
      "gates test prose --runner claude-code --model opus --repeat 3",
      "whether gates find what their fixtures expect; exit code 1 if one does not",
    ],
    [
      "gates test --runner claude-code --model opus --repeat 3 --dry-run",
      "how many reviews that would take, and what they cost",
    ],
    ["gates fixture 1f0c3a5e", "a fixture beside its gate, made of a finding, opened in your editor"],
    ["gates fixture 1f0c3a5e --expect pass", "the same of a false alarm"],
    ["gates report", "what each gate found, what of it was mended, and what it cost, from the ledger"],
    ["gates report prose --since 30d --model opus", "of one lens, one model, and the reviews of a month"],
    ["gates ./lint", "the text of a gate or lens that is called lint"],
  ],
  build: (parser) =>
    shared.build(parser).options({
      since: since("gates report: only reviews since then"),
      runner: { ...option.runner, describe: `gates test: ${option.runner.describe}` },
      model: option.model,
      effort: option.effort,
      "exact-model": option.exactModel,
      timeout: option.number("timeout", "gates test: seconds one reviewer may take (default: 900)"),
      repeat: option.number("repeat", "gates test: reviews of each fixture in all (default: 1)"),
      jobs: option.number("jobs", "gates test: reviewers at a time (default: limits.jobs, 2)"),
      "budget-usd": option.number(
        "budget-usd",
        "gates test: start no review that would pass so many US dollars",
        { whole: false },
      ),
      "min-hits": option.number("min-hits", "gates test: the least share of hits, 0 to 1 (default: 0.8)", {
        whole: false,
      }),
      "max-false-alarms": option.number(
        "max-false-alarms",
        "gates test: the largest share of false alarms, 0 to 1 (default: 0.2)",
        { whole: false },
      ),
      "dry-run": {
        type: "boolean",
        describe: "gates test: print which reviews would be made, and what they cost; leaves no trace",
      },
      expect: option.choice("expect", "gates fixture: what is expected (default: what was found)", [
        "pass",
        "warn",
        "fail",
      ]),
      format: option.choice("format", "gates test: print a report in this format", ["junit"]),
      output: option.text("output", "gates test: file for that report; - is stdout (default)"),
    }),
  load: async () => (await import("../commands/gates.ts")).runGates,
});
