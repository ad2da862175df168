import { type Command, gatesCommand, staleCommand } from "@review/cli-kit";
import { agentCommands } from "./definitions/agent-commands.ts";
import { runCommands } from "./definitions/run-commands.ts";

/** Everything `review-split` can do. */
export const commands: readonly Command[] = [...runCommands, staleCommand, gatesCommand, ...agentCommands];
