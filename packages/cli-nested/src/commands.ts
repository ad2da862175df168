import { type Command, staleCommand } from "@review/cli-kit";
import { findingCommands } from "./definitions/finding-commands.ts";
import { gatesCommand } from "./definitions/gates-command.ts";
import { ledgerCommands } from "./definitions/ledger-commands.ts";
import { pageCommands } from "./definitions/page-commands.ts";
import { pairCommands } from "./definitions/pair-commands.ts";
import { reviewCommands } from "./definitions/review-commands.ts";
import { setupCommands } from "./definitions/setup-commands.ts";
import { sharedCommands } from "./definitions/shared-commands.ts";
import { verifyCommand } from "./definitions/verify-command.ts";

/** Everything `review-nested` can do. */
export const commands: readonly Command[] = [
  ...reviewCommands,
  ...sharedCommands,
  staleCommand,
  verifyCommand,
  ...pairCommands,
  ...ledgerCommands,
  ...findingCommands,
  ...pageCommands,
  gatesCommand,
  ...setupCommands,
];
