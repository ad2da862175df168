import { type Command, defineCommand, option } from "@review/cli-kit";

const importCommand = defineCommand({
  usage: ["import <old>"],
  describe: "bring in the ledger of the scripts that this tool replaces",
  examples: [
    ["import kb/reviews.sqlite --dry-run", "the full report; writes nothing"],
    ["import kb/reviews.sqlite", "all of it or nothing; again, it adds only what is new"],
    ["import kb/reviews.sqlite --codex-sessions ~/.codex/sessions", "asks codex which models it used"],
  ],
  build: (parser) =>
    parser
      .positional("old", { type: "string", demandOption: true, describe: "SQLite file of the old scripts" })
      .options({
        "codex-sessions": option.text(
          "codex-sessions",
          "folder of codex's rollout files, for the models of runs without telemetry",
        ),
        "dry-run": option.flag("only report; writes nothing"),
      }),
  load: async () => (await import("../commands/import.ts")).runImport,
});

/** The command about the past. */
export const importCommands: readonly Command[] = [importCommand];
