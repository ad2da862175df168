import { STALE_REASONS } from "@review/lifecycle";
import { defineCommand } from "../command-line/command.ts";
import * as option from "../command-line/options.ts";

/** `gates`, in both command lines. */
export const gatesCommand = defineCommand({
  usage: ["gates [gates..]"],
  describe: "list the gates, print the text of those named, or say which apply to a note",
  examples: [
    ["gates", "all gates with their names"],
    ["gates prose", "the texts of one lens"],
    ["gates notes/a.md", "which gates apply to this note, and why not the others"],
  ],
  build: (parser) =>
    parser
      .positional("gates", {
        ...option.gatesArgument,
        describe: "gate ids or lenses; or a note, and some of them",
      })
      .options({ exclude: option.exclude }),
  load: async () => (await import("./gates.ts")).runGates,
});

/** `stale`, in both command lines. */
export const staleCommand = defineCommand({
  usage: ["stale [gates..]"],
  describe: "list stale pairs with reasons, grouped by note",
  examples: [
    ["stale --all-gates --model opus", "everything that needs a review under opus"],
    ["stale prose --model opus --diff", "with what changed in notes and gates since they were accepted"],
    ["stale --all-gates --model opus --summary", "only how many, by reason, gate and folder"],
    ["stale prose --model opus --check", "exit code 1 if any pair of the lens is stale"],
  ],
  build: (parser) =>
    parser.positional("gates", option.gatesArgument).options({
      "all-gates": option.allGates,
      exclude: option.exclude,
      model: option.model,
      effort: option.effort,
      "exact-model": option.exactModel,
      note: option.note,
      where: option.where,
      reason: option.choice("reason", "only pairs stale for this reason", STALE_REASONS),
      summary: {
        ...option.summary,
        describe: `${option.summary.describe}, by reason, gate and folder`,
      },
      by: option.by,
      limit: option.limit,
      diff: option.flag("show what changed since acceptance"),
      check: option.flag("exit with 1 if any pair is stale"),
      "allow-empty": option.allowEmpty,
    }),
  load: async () => (await import("./stale.ts")).runStale,
});
