import { oneText } from "./options.ts";

/** The options that every command has, beside `--help` and `--version`. */
export const globalOptions = {
  root: oneText("root", "root of the tree (default: nearest review.config.json or .git)"),
  db: oneText("db", "ledger file (default: .review/ledger.sqlite under the root)"),
  trust: {
    type: "boolean",
    default: false,
    describe: "agree, for this once, to what the repository names",
  },
  json: { type: "boolean", default: false, describe: "print one JSON document" },
  quiet: { type: "boolean", default: false, describe: "print data only, no talk" },
} as const;
