import * as option from "./options.ts";

/** The options that every command has, beside `--help` and `--version`. */
export const globalOptions = {
  root: option.text("root", "root of the tree (default: nearest review.config.json or .git)"),
  db: option.text("db", "ledger: a file (default: .review/ledger.sqlite under the root), or postgres://…"),
  trust: option.flag("agree, for this once, to what the repository names"),
  json: option.flag("print one JSON document"),
  quiet: option.flag("print data only, no talk"),
} as const;
