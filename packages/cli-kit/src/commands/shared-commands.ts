import { STALE_REASONS } from "@review/lifecycle";
import { defineCommand } from "../command-line/command.ts";
import {
  allGatesOption,
  allowEmptyOption,
  effortOption,
  exactModelOption,
  modelOption,
  noteOption,
  oneText,
  whereOption,
} from "../command-line/options.ts";

/** `gates`, in both command lines. */
export const gatesCommand = defineCommand({
  usage: ["gates [gates..]"],
  describe: "list the gates, or print the text of those named",
  examples: [
    ["gates", "all gates with their names"],
    ["gates prose", "the texts of one lens"],
  ],
  build: (parser) =>
    parser.positional("gates", { type: "string", array: true, describe: "gate ids or lenses" }),
  load: async () => (await import("./gates.ts")).runGates,
});

/** `stale`, in both command lines. */
export const staleCommand = defineCommand({
  usage: ["stale [gates..]"],
  describe: "list stale pairs with reasons, grouped by note",
  examples: [
    ["stale --all-gates --model opus", "everything that needs a review under opus"],
    ["stale prose --model opus --diff", "with what changed in notes and gates since they were accepted"],
    ["stale prose --model opus --check", "exit code 1 if any pair of the lens is stale"],
  ],
  build: (parser) =>
    parser.positional("gates", { type: "string", array: true, describe: "gate ids or lenses" }).options({
      "all-gates": allGatesOption,
      model: modelOption,
      effort: effortOption,
      "exact-model": exactModelOption,
      note: noteOption,
      where: whereOption,
      reason: { ...oneText("reason", "only pairs stale for this reason"), choices: STALE_REASONS },
      diff: { type: "boolean", default: false, describe: "show what changed since acceptance" },
      check: { type: "boolean", default: false, describe: "exit with 1 if any pair is stale" },
      "allow-empty": allowEmptyOption,
    }),
  load: async () => (await import("./stale.ts")).runStale,
});
