import { type Command, defineCommand, option } from "@review/cli-kit";
import { FINDING_SEVERITIES, RUN_STATUSES } from "@review/db";
import { COST_KEYS } from "@review/views";
import { since } from "../arguments/since.ts";
import { oneSpan } from "../arguments/span.ts";

const runs = defineCommand({
  usage: ["runs"],
  describe: "list runs, newest first",
  examples: [
    ["runs --status running --older-than 6h", "runs that somebody may have forgotten"],
    ["runs --note notes/a.md --gate prose", "the runs of a note in which a lens was asked for"],
    ["runs --model opus --since 7d", "what was asked of a model in the last week"],
  ],
  build: (parser) =>
    parser.options({
      status: option.choice("status", "only runs with this status", RUN_STATUSES),
      note: option.note,
      gate: option.text("gate", "only runs that were asked for this gate or lens"),
      runner: option.text("runner", "only runs by this runner"),
      model: option.model,
      effort: option.effort,
      "exact-model": option.exactModel,
      since: since("only runs that started since then"),
      "older-than": oneSpan("older-than", "only runs that started longer ago"),
      limit: option.number("limit", "runs at most (default: 50, on a terminal a screenful)"),
    }),
  load: async () => (await import("../commands/runs.ts")).runRuns,
});

const costs = defineCommand({
  usage: ["costs"],
  describe: "what reviews took: money, tokens, time",
  examples: [
    ["costs --since 30d", "of the last month, by model"],
    ["costs --by gate", "which gates are dear"],
  ],
  build: (parser) =>
    parser.options({
      by: { ...option.text("by", "what to tell apart (default: model)"), choices: COST_KEYS },
      since: since("only runs that started since then"),
      model: option.model,
      effort: option.effort,
      "exact-model": option.exactModel,
    }),
  load: async () => (await import("../commands/costs.ts")).runCosts,
});

const compare = defineCommand({
  usage: ["compare <first> <second>"],
  describe: "how far two models say the same of the same texts",
  examples: [
    ["compare opus haiku", "agreement, Cohen's kappa, and what they differ about"],
    ["compare opus haiku --gate prose --json", "of one lens, for a program"],
  ],
  build: (parser) =>
    parser
      .positional("first", { type: "string", demandOption: true, describe: "model" })
      .positional("second", { type: "string", demandOption: true, describe: "model" })
      .options({
        note: option.note,
        gate: option.texts("only of this gate or lens (may be repeated)"),
        effort: option.effort,
        "exact-model": option.exactModel,
      }),
  load: async () => (await import("../commands/compare.ts")).runCompare,
});

const show = defineCommand({
  usage: ["show <run>"],
  describe: "show one run: gates, decisions, findings, telemetry, failure",
  examples: [
    ["show 12", "one screen"],
    ["show 12 --raw", "the reviewer's own words, exactly"],
  ],
  build: (parser) =>
    parser.positional("run", { type: "string", demandOption: true, describe: "id of the run" }).options({
      raw: option.flag("print the raw bundle, and nothing else"),
      log: option.flag("print the debug log, and nothing else"),
    }),
  load: async () => (await import("../commands/show.ts")).runShow,
});

const history = defineCommand({
  usage: ["history <note> [gate]"],
  describe: "list what was decided about a note or pair, oldest first: acceptances and waivers",
  examples: [
    ["history notes/a.md prose/clarity", "how the pair came to be accepted; works for a deleted note, too"],
  ],
  build: (parser) =>
    parser
      .positional("note", {
        type: "string",
        demandOption: true,
        describe: "path of the note, which may be gone",
      })
      .positional("gate", { type: "string", describe: "gate id or lens" }),
  load: async () => (await import("../commands/history.ts")).runHistory,
});

const fail = defineCommand({
  usage: ["fail [runs..]"],
  describe: "give up runs that are open",
  examples: [
    ['fail 12 13 --remark "the agent was stopped"', "these two, or neither if one is not running"],
    ["fail --older-than 12h --status running --remark forgotten", "all of that age; asks first"],
  ],
  build: (parser) =>
    parser.positional("runs", { type: "string", array: true, describe: "ids of runs" }).options({
      remark: { ...option.remark("why; kept with the run"), demandOption: true },
      "older-than": oneSpan("older-than", "all runs that are open for longer"),
      status: { ...option.text("status", "all open runs"), choices: ["running"] },
      yes: option.flag("do not ask"),
    }),
  load: async () => (await import("../commands/fail.ts")).runFail,
});

const warns = defineCommand({
  usage: ["warns [notes..]"],
  describe: "what accepted reviews ask to be mended, by note",
  examples: [
    ["warns", "the whole queue"],
    ["warns notes/a.md --json", "the findings of one note, for an agent"],
    ["warns --model opus", "what one model found, and those that answered for it"],
    [
      "warns --note 'notes/drafts/**' --gate prose --severity fail",
      "what is worst, of some notes and one lens",
    ],
    [
      "warns --new --summary",
      "how much the last reviews found that those before had not, by gate, folder and note",
    ],
    ["warns --waived", "what was found and waived"],
    ["warns --disputed", "what was found, and a second reviewer says does not hold"],
    ["warns --format sarif --output review.sarif", "for code scanning; docs/formats.md has every format"],
  ],
  build: (parser) =>
    parser.positional("notes", { type: "string", array: true, describe: "only these, as --note" }).options({
      note: option.note,
      gate: option.texts("only of this gate or lens (may be repeated)"),
      exclude: option.exclude,
      severity: option.choice("severity", "only findings of this severity", FINDING_SEVERITIES),
      new: option.flag("only findings that the review before did not have, or not as bad"),
      waived: option.flag("only what is waived, and why"),
      disputed: option.flag("only what a second reviewer says does not hold, and why"),
      model: option.model,
      effort: option.effort,
      "exact-model": option.exactModel,
      summary: { ...option.summary, describe: `${option.summary.describe}, by gate, folder and note` },
      by: option.by,
      limit: option.limit,
      ...option.report,
    }),
  load: async () => (await import("../commands/warns.ts")).runWarns,
});

const lock = defineCommand({
  usage: ["lock"],
  describe: "write what is accepted into small files to be committed to git, one for each note",
  examples: [
    ["lock", "writes what has changed, and removes what is left of notes that are gone"],
    ["lock --check", "writes nothing; exit code 1 names each file that is not up to date"],
  ],
  build: (parser) =>
    parser.options({ check: option.flag("only say whether it is up to date; exit code 1 if it is not") }),
  load: async () => (await import("../commands/lock.ts")).runLock,
});

export const ledgerCommands: readonly Command[] = [warns, runs, show, history, costs, compare, fail, lock];
