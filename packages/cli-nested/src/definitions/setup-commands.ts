import { type Command, defineCommand, option } from "@review/cli-kit";
import { formatHint } from "./review-commands.ts";

const init = defineCommand({
  usage: ["init"],
  describe: "write review.config.json for the tree in the current folder",
  examples: [
    ["init", "finds notes and gates; overwrites nothing"],
    ["init --with-gates", "and writes three gates to begin with, with fixtures"],
  ],
  build: (parser) =>
    parser.options({
      "with-gates": {
        type: "boolean",
        describe: "write three gates to begin with, and fixtures, without being asked",
      },
    }),
  load: async () => (await import("../commands/init.ts")).runInit,
});

const doctor = defineCommand({
  usage: ["doctor"],
  describe: "look at everything a review needs; exit code 1 if something is wrong, 3 if it cannot look",
  examples: [
    ["doctor", "Node, ledger, gates, notes, clients, services, runners, open runs"],
    ["doctor --notes", "and every broken note, and links that lead nowhere"],
    ["doctor --verify", "and every rule of the ledger over every row"],
  ],
  build: (parser) =>
    parser.options({
      notes: option.flag(
        "list every broken note, and links that are missing or unresolved (on a terminal the first 20 of each)",
      ),
      verify: option.flag("check every rule of the ledger over every row"),
    }),
  load: async () => (await import("../commands/doctor.ts")).runDoctor,
});

const runners = defineCommand({
  usage: ["runners [action] [name]"],
  describe: "list who can be asked for a review here, and what a pair cost so far, or `runners test`",
  examples: [
    ["runners", "clients, services, servers on this machine, runners of the configuration; asks no model"],
    ["runners test mine --model any", "sends ten prompts with traps; exit code 1 if it breaks the protocol"],
    ["runners test api --model openai/gpt-5 --dry-run", "what that would send, and what it may cost"],
  ],
  build: (parser) =>
    parser
      .positional("action", { type: "string", describe: "`test`: send a runner prompts with traps" })
      .positional("name", { type: "string", describe: "the runner to be tested" })
      .options({
        model: { ...option.model, describe: "runners test: model to ask" },
        effort: option.effort,
        "format-hint": formatHint,
        timeout: option.number(
          "timeout",
          "runners test: seconds one prompt may take (default: limits.timeoutSeconds, 900)",
        ),
        "dry-run": option.flag("runners test: say what would be sent, and start nothing"),
      }),
  load: async () => (await import("../commands/runners.ts")).runRunners,
});

const config = defineCommand({
  usage: ["config"],
  describe: "show the effective configuration, and where each value comes from",
  examples: [["config --json", "the same for a program"]],
  build: (parser) => parser,
  load: async () => (await import("../commands/config.ts")).runConfig,
});

const trust = defineCommand({
  usage: ["trust"],
  describe: "show what the repository would start, hand on or write to, and agree to it",
  examples: [
    ["trust", "shows it and asks; until then nothing of it has an effect"],
    ["trust --yes", "agrees without asking, for scripts"],
    ["trust --print", "the digest for REVIEW_TRUST, which agrees to exactly this in CI"],
    ["trust --revoke", "takes it back"],
    ["trust --list", "the roots for which you agreed to something"],
  ],
  build: (parser) =>
    parser.options({
      yes: option.flag("agree without being asked"),
      print: option.flag("print the digest of what is named, and nothing else"),
      revoke: option.flag("forget what was agreed to for this root"),
      list: option.flag("list the roots for which something was agreed to"),
    }),
  load: async () => (await import("../commands/trust.ts")).runTrust,
});

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

const ledger = defineCommand({
  usage: ["ledger <what> <url> [to]"],
  describe: "`ledger init` makes one in a database of PostgreSQL, or migrates it; `ledger copy` copies one",
  examples: [
    [
      "ledger init postgres://owner@db.example/reviews --grant reviewers",
      "and let a role use it, which owns nothing",
    ],
    [
      "ledger init postgres://db.example/reviews --grant reviewers --print-sql",
      "the script for whoever looks after the server",
    ],
    [
      "ledger copy .review/ledger.sqlite postgres://owner@db.example/reviews",
      "everything, compared row by row; again, it goes on with what was broken off",
    ],
  ],
  build: (parser) =>
    parser
      .positional("what", {
        type: "string",
        demandOption: true,
        choices: ["init", "copy"],
        describe: "what to do",
      })
      .positional("url", {
        type: "string",
        demandOption: true,
        describe:
          "postgres://USER@HOST/DATABASE, for the role that is to own it; of `copy` the ledger to copy, which may be a file",
      })
      .positional("to", {
        type: "string",
        describe:
          "of `copy`: an empty ledger on a server, for the role that owns it, or a file that is not there yet",
      })
      .options({
        grant: option.texts("a role that may use the ledger from now on (may be repeated)"),
        "print-sql": option.flag("print what would make it, and connect to nothing"),
      }),
  load: async () => (await import("../commands/ledger.ts")).runLedger,
});

export const setupCommands: readonly Command[] = [
  init,
  trust,
  doctor,
  runners,
  config,
  ledger,
  importCommand,
];
