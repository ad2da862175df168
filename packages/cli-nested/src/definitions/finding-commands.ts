import { type Command, defineCommand, option } from "@review/cli-kit";

const keysArgument = {
  type: "string",
  array: true,
  demandOption: true,
  describe: "keys of findings, as `warns` shows them; 6 hex digits or more are enough",
} as const;
const author = option.text("author", "who decided; kept with it");

const waive = defineCommand({
  usage: ["waive <keys..>"],
  describe: "let findings stand as they are: found again they do not count, unless they are worse",
  examples: [
    ['waive 1a2b3c4d --remark "the term is explained in the glossary"', "until it is unwaived"],
    ['waive 1a2b3c4d --remark "mended in the next edition" --until 2027-01-31', "for some time"],
  ],
  build: (parser) =>
    parser.positional("keys", keysArgument).options({
      remark: option.remark("why; kept with it (needed)"),
      until: option.text("until", "the last day of it, YYYY-MM-DD in UTC"),
      author,
    }),
  load: async () => (await import("../commands/waive.ts")).runWaive,
});

const unwaive = defineCommand({
  usage: ["unwaive <keys..>"],
  describe: "take that back: the findings count again",
  examples: [['unwaive 1a2b3c4d --remark "the glossary is gone"', "what `warns --waived` lists"]],
  build: (parser) =>
    parser.positional("keys", keysArgument).options({
      remark: option.remark("why; kept with it (needed)"),
      author,
    }),
  load: async () => (await import("../commands/waive.ts")).runUnwaive,
});

export const findingCommands: readonly Command[] = [waive, unwaive];
