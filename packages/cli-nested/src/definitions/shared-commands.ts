import { type Command, defineCommand, option } from "@review/cli-kit";

const work = defineCommand({
  usage: ["work"],
  describe: "take batches of shared sweeps until none is left; for any number of machines",
  examples: [
    ["work --db postgres://reviewers@db.example/reviews", "until the queue is empty"],
    ["work --jobs 4 --runners api,codex --wait", "four at a time, for these runners, and stay for more"],
  ],
  build: (parser) =>
    parser.options({
      jobs: option.number("jobs", "batches at a time on this machine (default: limits.jobs, 2)"),
      runners: option.text("runners", "only batches for these runners, with commas between them"),
      wait: option.flag("stay when nothing is left, for what is still to come"),
    }),
  load: async () => (await import("../commands/work.ts")).runWork,
});

const sweeps = defineCommand({
  usage: ["sweeps [id]"],
  describe: "how far shared sweeps are, and what they took",
  examples: [
    ["sweeps", "the newest"],
    ["sweeps 7 --watch", "one of them, until it ends"],
  ],
  build: (parser) =>
    parser.positional("id", { type: "string", describe: "only this one" }).options({
      watch: option.flag("show how far it is until it ends; without an id, the newest"),
      limit: option.number("limit", "sweeps at most (default: 20)"),
    }),
  load: async () => (await import("../commands/sweeps.ts")).runSweeps,
});

export const sharedCommands: readonly Command[] = [work, sweeps];
