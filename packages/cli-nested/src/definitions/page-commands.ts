import { type Command, defineCommand, option } from "@review/cli-kit";

const ui = defineCommand({
  usage: ["ui"],
  describe: "serve the page on this machine: findings in their place, decided by keyboard",
  examples: [
    ["ui", "prints the address to open in a browser; Ctrl-C ends it"],
    ["ui --read-only --port 4711", "to look at alone, at an address that stays"],
  ],
  build: (parser) =>
    parser.options({
      port: option.number("port", "port on 127.0.0.1 (default: one that is free)"),
      "read-only": option.flag("nothing can be decided or opened in an editor"),
    }),
  load: async () => (await import("../commands/ui.ts")).runUi,
});

const report = defineCommand({
  usage: ["report"],
  describe: "write the same page as one file that needs no network",
  examples: [
    ["report", "writes review-report.html here"],
    ["report --output public/review.html", "into a folder that is there"],
  ],
  build: (parser) =>
    parser.options({
      output: option.text(
        "output",
        "the file, replaced at once; - is stdout (default: review-report.html here)",
      ),
    }),
  load: async () => (await import("../commands/report.ts")).runReport,
});

export const pageCommands: readonly Command[] = [ui, report];
